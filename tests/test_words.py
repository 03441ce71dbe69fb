"""States and records have words in the reader's language, also inside refusals; programs keep their names."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import make_class, make_user
from tests.world import make_world
from training import audit, i18n
from training.classes.models import ClassState
from training.db import db
from training.identification.models import IdentificationList, ListState
from training.permissions import Role
from training.states import ForbiddenMove, HasLife
from training.words import RECORDS, STATES, Word, record_word, records_word, state_word

LIVING = sorted(HasLife.__subclasses__(), key=lambda model: model.__name__)


@pytest.mark.parametrize("model", LIVING)
def test_every_state_that_a_record_may_reach_has_a_word(model):
    reached = {*model.MOVES, *(state for wanted in model.MOVES.values() for state in wanted)}
    assert {state.value.replace(" ", "_") for state in reached} <= set(STATES[model.LIFE])


def test_every_table_has_a_word_and_no_other():
    assert set(RECORDS) == set(db.metadata.tables)


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("km", "កំណត់ត្រានេះមានស្ថានភាព «បានលុបចោល» ដូច្នេះមិនអាចប្តូរទៅជា «បានផ្សព្វផ្សាយ» បានទេ។"),
        ("en", "This is “cancelled”, so it cannot become “published”."),
    ],
)
def test_a_refused_move_names_the_states_in_the_readers_language(language, sentence):
    with pytest.raises(ForbiddenMove) as refused:
        make_class(state=ClassState.CANCELLED).move_to(ClassState.PUBLISHED)
    with i18n.speaking(language):
        assert str(refused.value) == sentence
    assert refused.value.machine_facts == {"now": "cancelled", "wanted": "published"}


def test_one_state_of_two_lives_has_the_word_of_its_own():
    with pytest.raises(ForbiddenMove, match="“replaced by a later list”"):
        IdentificationList(state=ListState.REPLACED).move_to(ListState.READ)


def test_problem_json_keeps_the_names_of_the_machine_beside_the_translated_title(browser_of):
    coordinator = browser_of(make_user(Role.COORDINATOR))
    with coordinator.session_transaction() as session:
        session["language"] = "km"
    cancelled = make_class(state=ClassState.CANCELLED)
    told = coordinator.send(f"/classes/{cancelled.id}/publication", headers={"Accept": "application/json"})
    assert (told.status_code, told.content_type) == (409, "application/problem+json")
    assert (told.json["type"], told.json["now"], told.json["wanted"]) == (
        "/errors/ForbiddenMove", "cancelled", "published",
    )  # fmt: skip
    assert "cancelled" not in told.json["title"]


def test_the_page_that_takes_a_list_back_names_what_goes_in_words(app, browser_of):
    world = make_world()
    coordinator = browser_of(world.people[Role.COORDINATOR])
    with coordinator.session_transaction() as session:
        session["language"] = "km"
    page = BeautifulSoup(
        coordinator.get(world.address(app, "identification.undoing_page")).text, "html.parser"
    )
    named = [item.get_text().partition(":")[0] for item in page.main.select("h2 + ul li")]
    assert named == ["គ្មាន", "មន្ត្រី"]  # something depends on him: nothing goes, he stays


def test_a_word_is_text_for_people_and_a_name_for_programs():
    assert (str(Word("not_completed", "not completed")), Word("a", "b").machine) == ("not completed", "a")


def test_a_state_or_table_without_a_word_is_shown_as_it_is():
    assert (state_word("half_done", "class"), record_word("thing"), records_word("thing")) == (
        "half done", "thing", "thing",
    )  # fmt: skip


def test_the_audit_log_names_records_in_words(browser_of):
    audit.record("opened class", make_class(), by=None)
    auditor = browser_of(make_user(Role.AUDITOR))
    with auditor.session_transaction() as session:
        session["language"] = "km"
    assert "ថ្នាក់" in auditor.get("/audit-log").text
