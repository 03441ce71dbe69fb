"""Pages of readiness and licences."""

import pytest
from sqlalchemy import select

from tests.factories import make_official, make_unit, make_user
from tests.readiness.steps import earn, hold, license_, make_module, staffed_unit
from training.db import db
from training.organisation.models import UnitKind
from training.permissions import Role
from training.readiness.models import Licence


@pytest.fixture
def coordinator(browser_of):
    return browser_of(make_user(Role.COORDINATOR))


@pytest.fixture
def course():
    return make_module()


def test_the_board_shows_which_unit_can_go_live(coordinator, course):
    unit = staffed_unit(course)
    text = coordinator.get("/readiness").text
    assert f'href="/readiness/{unit.id}/AP"' in text
    assert '<span class="cell__word">ready</span>' in text
    assert "1 / 1" in text


def test_a_unit_that_runs_no_module_is_not_on_the_board(coordinator, course):
    make_unit(kind=UnitKind.DEPARTMENT, name_en="Department of nothing")
    assert "Department of nothing" not in coordinator.get("/readiness").text


def test_the_board_narrows_to_a_kind_of_unit(coordinator, course):
    make_unit(name_en="Ministry of X")
    assert "Ministry of X" in coordinator.get("/readiness?kind=ministry").text
    assert "Ministry of X" not in coordinator.get("/readiness?kind=treasury").text


def test_a_cell_opens_to_the_names_and_names_what_is_missing(coordinator, course):
    unit = make_unit()
    earn(hold(unit, "ENTRY", make_official(unit=unit, name_latin="SOK Dara")), course)
    text = coordinator.get(f"/readiness/{unit.id}/AP").text
    assert ("SOK Dara" in text, "Nobody is called for the step “Review”" in text) == (True, True)


def test_a_cell_names_the_pair_that_one_person_holds(coordinator, course):
    unit = make_unit()
    official = hold(unit, "ENTRY")
    hold(unit, "APPROVE", official)
    earn(official, course)
    earn(hold(unit, "REVIEW"), course)
    assert "One person holds both “Entry” and “Approve”" in coordinator.get(f"/readiness/{unit.id}/AP").text


def test_another_units_cell_is_not_found(browser_of, course):
    theirs = make_unit()
    browser = browser_of(make_user(Role.FOCAL))
    assert browser.get(f"/readiness/{theirs.id}/AP").status_code == 404
    assert browser.get("/readiness").text.count(f"/readiness/{theirs.id}/") == 0


def test_a_module_that_does_not_exist_is_not_found(coordinator, course):
    assert coordinator.get(f"/readiness/{make_unit().id}/XX").status_code == 404


def test_a_trainer_does_not_see_readiness_or_licences(browser_of):
    browser = browser_of(make_user(Role.TRAINER))
    assert (browser.get("/readiness").status_code, browser.get("/licences").status_code) == (403, 403)


def test_the_two_lists_name_who_lacks_the_training_and_who_lacks_the_licence(coordinator, course):
    unit = make_unit()
    license_(make_official(unit=unit, name_latin="UNTRAINED One"), unit)
    earn(hold(unit, "ENTRY", make_official(unit=unit, name_latin="UNLICENSED One")), course)
    text = coordinator.get("/licences").text
    first, second = text.index("not trained for a role"), text.index("but without licence")
    assert first < text.index("UNTRAINED One") < second < text.index("UNLICENSED One")


def test_a_coordinator_grants_and_withdraws_a_licence(coordinator, course):
    unit = make_unit()
    official = hold(unit, "ENTRY")
    earn(official, course)
    path = f"/units/{unit.id}/licences/{official.id}"
    assert coordinator.get(path).status_code == 200
    assert coordinator.send(path, {"exception": ""}).status_code == 303
    licence = db.session.scalars(select(Licence)).one()
    path = f"/licences/{licence.id}/withdrawal"
    assert coordinator.send(path, {"reason": ""}).status_code == 422
    assert coordinator.send(path, {"reason": "moved away"}).status_code == 303
    assert licence.ended_reason == "moved away"


def test_granting_without_training_is_refused_with_the_reason(coordinator):
    official = make_official()
    answer = coordinator.send(f"/units/{official.unit_id}/licences/{official.id}", {"exception": ""})
    assert (answer.status_code, "has not completed the courses" in answer.text) == (409, True)


def test_a_field_that_was_not_sent_is_an_empty_text(coordinator):
    official = make_official()

    answer = coordinator.send(f"/units/{official.unit_id}/licences/{official.id}")

    assert answer.status_code in {409, 422}


def test_a_licence_or_official_that_does_not_exist_is_not_found(coordinator):
    assert coordinator.get("/licences/999999/withdrawal").status_code == 404
    assert coordinator.get(f"/units/{make_unit().id}/licences/999999").status_code == 404


def test_a_focal_person_sees_the_licences_of_his_units_only(browser_of):
    ours, theirs = make_unit(), make_unit()
    license_(make_official(unit=ours, name_latin="SOK Dara"), ours)
    license_(make_official(unit=theirs, name_latin="CHAN Vanna"), theirs)
    text = browser_of(make_user(Role.FOCAL, unit=ours)).get("/licences").text
    assert ("SOK Dara" in text, "CHAN Vanna" in text) == (True, False)


@pytest.mark.parametrize("path", ["/readiness", "/licences"])
def test_the_pages_take_the_same_queries_for_any_number(coordinator, queries, course, path):
    counts = []
    for units in (1, 2):
        for _ in range(units):
            unit = staffed_unit(course)
            license_(make_official(unit=unit), unit)
        coordinator.get(path)
        with queries() as sent:
            coordinator.get(path)
        counts.append(len(sent))
    assert counts[0] == counts[1]
