"""A list never overwrites what a person decided by hand, nor a newer version what was decided on the older."""

import pytest
from sqlalchemy import select

from tests.factories import NOON, make_user
from tests.identification.test_life_of_a_list import (  # noqa: F401
    RECEIVED,
    known,
    person,
    reading,
    reference,
    register,
    reviewed,
    rows_of,
    unit,
)
from training.courses import service as courses
from training.courses.models import Nomination
from training.db import db
from training.identification import reviewing, service, undoing
from training.identification.applying import apply
from training.identification.models import ListKind, ListState, RowDecision, RowOutcome
from training.officials import service as officials
from training.officials.models import Official
from training.workflow import service as workflow
from training.workflow.models import RoleAssignment


def codes(row) -> list[str]:
    return [finding["code"] for finding in row.findings]


def applied(*people, content: bytes):
    kept = reviewed(*people, content=content)
    assert apply(kept, by=None, on=RECEIVED, at=NOON) == 0
    return kept


def correct(official, **facts) -> None:
    names = ("staff_id", "name_km", "name_latin")
    officials.correct(official, by=make_user(), **({name: getattr(official, name) for name in names} | facts))


def only_official() -> Official:
    return db.session.scalars(select(Official)).one()


def test_a_role_that_a_person_ended_is_not_given_again():
    first = applied(person(), content=b"one")
    workflow.end_assignment(db.session.scalars(select(RoleAssignment)).one(), on=RECEIVED, by=make_user())

    newer = reviewed(person(roles=("AP.ENTRY", "GL.REVIEW")), content=b"two")
    row = rows_of(newer)[0]
    assert (row.outcome, row.changes, codes(row)) == (
        RowOutcome.CHANGED, {"roles": ["", "GL.REVIEW"]}, ["W_ROLE_ENDED"]
    )  # fmt: skip
    apply(newer, by=None, on=RECEIVED, at=NOON)

    held = select(RoleAssignment.role_code).where(RoleAssignment.valid_to.is_(None))
    assert db.session.scalars(held).all() == ["GL.REVIEW"]
    assert first.state is ListState.REPLACED


@pytest.mark.parametrize(
    ("corrected", "listed"),
    [
        ({"phone": "+85512000000"}, {"phone": "+85517111222"}),
        ({"name_latin": "SOK SOPHY"}, {"latin_name": "SOK SOPHEA"}),
        ({"email": "right@example.com"}, {"email": "wrong@example.com"}),
    ],
)
def test_what_a_person_corrected_stays(corrected, listed):
    applied(person(**listed), content=b"one")
    correct(only_official(), **corrected)

    newer = reviewed(person(**listed), content=b"two")
    row = rows_of(newer)[0]
    assert (row.outcome, row.changes, codes(row)) == (RowOutcome.SAME, {}, ["W_HAND_KEPT"])
    apply(newer, by=None, on=RECEIVED, at=NOON)

    official = only_official()
    assert {name: getattr(official, name) for name in corrected} == corrected


def test_a_khmer_name_that_a_person_corrected_stays_too():
    applied(person(), content=b"one")
    correct(only_official(), name_km="សុខ សុភី")

    row = rows_of(reviewed(person(), content=b"two"))[0]

    assert (row.outcome, row.changes) == (RowOutcome.SAME, {})
    assert codes(row) == ["N_VERSION", "W_HAND_KEPT"]
    assert only_official().name_km == "សុខ សុភី"


def test_what_a_person_corrects_during_the_review_stays_too():
    applied(person(), content=b"one")
    newer = reviewed(person(phone="+85517111222"), content=b"two")
    correct(only_official(), phone="+85512000000")

    assert apply(newer, by=None, on=RECEIVED, at=NOON) == 1
    assert (newer.state, codes(rows_of(newer)[0])) == (ListState.READ, ["W_HAND_KEPT"])
    assert apply(newer, by=None, on=RECEIVED, at=NOON) == 0
    assert only_official().phone == "+85512000000"


def test_who_was_transferred_by_hand_is_not_moved_back():
    home = unit("MEF")
    office = organisation_below(home)
    applied_as_mef(content=b"one")
    officials.transfer(only_official(), to=office, on=RECEIVED, by=make_user())

    newer = as_mef(content=b"two")
    row = rows_of(newer)[0]
    apply(newer, by=None, on=RECEIVED, at=NOON)

    assert (row.changes, codes(row), only_official().unit_id) == ({}, ["W_HAND_KEPT"], office.id)


def organisation_below(home):
    query = select(type(home)).where(type(home).parent_id == home.id).order_by(type(home).id)
    return db.session.scalars(query).first()


def as_mef(*, content: bytes):
    kept = service.receive(
        content, file_name="list.xlsx", unit=unit("MEF"), kind=ListKind.FMIS_USERS, received_on=RECEIVED, by=None,
        at=NOON,
    )  # fmt: skip
    reviewing.review(kept, reading(person(org="MEF")))
    db.session.flush()
    return kept


def applied_as_mef(*, content: bytes) -> None:
    apply(as_mef(content=content), by=None, on=RECEIVED, at=NOON)


def test_a_nomination_that_a_person_withdrew_is_not_made_again():
    def nominated(content: bytes):
        kept = service.receive(
            content, file_name="list.xlsx", unit=unit("MOH"), kind=ListKind.IT_FOUNDATION, received_on=RECEIVED,
            by=None, at=NOON,
        )  # fmt: skip
        reviewing.review(kept, reading(person(roles=())))
        db.session.flush()
        apply(kept, by=None, on=RECEIVED, at=NOON)

    nominated(b"one")
    withdrawn = db.session.scalars(select(Nomination)).one()
    courses.withdraw_nomination(withdrawn, on=RECEIVED, by=make_user())
    nominated(b"two")

    assert db.session.scalars(select(Nomination.withdrawn_on)).all() == [RECEIVED]


def test_who_is_missing_in_a_newer_version_stays_with_what_he_does():
    applied(person(), person(official_id="0222222222", khmer_name="ចាន់ ដារ៉ា"), content=b"one")
    before = register()

    applied(person(), content=b"two")

    assert register() == before


def test_who_was_accepted_in_the_older_version_is_known_to_the_newer():
    known(name_km="សុខ សុភី", name_key=officials.khmer.name_key("សុខ សុភី"), staff_id="0999999999")
    older = reviewed(person(), content=b"one")
    service.decide(rows_of(older)[0], decision=RowDecision.ACCEPT, by=make_user(), at=NOON)
    apply(older, by=None, on=RECEIVED, at=NOON)

    newer = rows_of(reviewed(person(), content=b"two"))[0]

    assert (newer.outcome, newer.official_id) == (RowOutcome.SAME, rows_of(older)[0].official_id)


def test_whom_a_person_held_in_the_older_version_is_held_in_the_newer():
    user = make_user()
    older = reviewed(person(), person(official_id="0222222222", khmer_name="ចាន់ ដារ៉ា"), content=b"one")
    service.decide(rows_of(older)[0], decision=RowDecision.HOLD, by=user, at=NOON)
    apply(older, by=None, on=RECEIVED, at=NOON)

    newer = rows_of(reviewed(person(), content=b"two"))[0]

    assert (newer.decision, newer.decided_by_id, newer.decided_at) == (RowDecision.HOLD, user.id, NOON)
    assert newer.will_be_applied is False


def test_taking_the_newer_version_back_gives_the_older_its_state_and_its_people():
    older = applied(person(), content=b"one")
    before = register()
    newer = applied(person(phone="+85517111222"), content=b"two")
    assert (newer.replaces_id, older.state) == (older.id, ListState.REPLACED)

    undoing.undo(newer, by=None, at=NOON)

    assert (older.state, newer.state) == (ListState.APPLIED, ListState.UNDONE)
    assert register() == before


def test_a_further_list_replaces_nothing():
    older = applied(person(), content=b"one")

    further = service.receive(
        b"two", file_name="list.xlsx", unit=unit("MOH"), kind=ListKind.FMIS_USERS, received_on=RECEIVED, by=None,
        at=NOON, place=service.Place.BESIDE,
    )  # fmt: skip
    reviewing.review(further, reading(person(official_id="0222222222", khmer_name="ចាន់ ដារ៉ា")))
    apply(further, by=None, on=RECEIVED, at=NOON)

    assert (further.replaces_id, older.state) == (None, ListState.APPLIED)
