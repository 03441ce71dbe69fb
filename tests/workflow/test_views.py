"""Pages of workflow roles."""

from datetime import date

import pytest

from tests.factories import make_official, make_unit, make_user
from training import dates
from training.db import db
from training.organisation.models import Unit, UnitKind
from training.permissions import Role
from training.workflow.models import RoleAssignment, WorkflowRole
from training.workflow.queries import held_by
from training.workflow.service import assign, load_reference


@pytest.fixture(autouse=True)
def modules():
    load_reference()


@pytest.fixture
def coordinator(browser_of):
    return browser_of(make_user())


def give(official, code="AP.ENTRY"):
    role = db.session.get_one(WorkflowRole, code)
    return assign(official, role=role, unit=unit_of(official), on=date(2017, 1, 1), by=None)


def unit_of(official):
    return db.session.get_one(Unit, official.unit_id)


def test_the_matrix_counts_those_who_hold_a_role_now(coordinator):
    give(make_official())
    assert "1 (0 women)" in coordinator.get("/workflow/").text


def test_the_holders_of_a_role_are_listed_in_a_fixed_number_of_questions(coordinator, queries):
    give(make_official())
    coordinator.get("/workflow/AP.ENTRY")
    with queries() as one:
        coordinator.get("/workflow/AP.ENTRY")
    give(make_official())
    give(make_official())
    with queries() as three:
        page = coordinator.get("/workflow/AP.ENTRY").text
    assert (len(three), page.count('class="person"')) == (len(one), 3)


def test_a_focal_person_sees_holders_of_his_own_units_only(browser_of):
    unit = make_unit()
    give(make_official(unit=unit, name_latin="MINE"))
    give(make_official(name_latin="OTHER"))
    page = browser_of(make_user(Role.FOCAL, unit=unit)).get("/workflow/AP.ENTRY").text
    assert ("MINE" in page, "OTHER" in page) == (True, False)


def test_a_role_is_given_from_the_form_and_ended(coordinator):
    official = make_official()
    form = {"role": "AP.ENTRY", "unit": official.unit_id, "on": "2017-09-01"}
    assert coordinator.send(f"/officials/{official.id}/roles", form).status_code == 303
    (assignment,) = held_by(official)
    assert coordinator.get(f"/assignments/{assignment.id}/end").status_code == 200
    answer = coordinator.send(f"/assignments/{assignment.id}/end", {"on": "2017-10-31"})
    assert answer.status_code == 303
    assert db.session.get_one(RoleAssignment, assignment.id).valid_to == date(2017, 10, 31)


def test_a_role_cannot_be_ended_before_it_was_held_or_twice(coordinator):
    assignment = give(make_official())
    early = coordinator.send(f"/assignments/{assignment.id}/end", {"on": "2016-12-31"})
    assert (early.status_code, "cannot end before" in early.text) == (422, True)
    coordinator.send(f"/assignments/{assignment.id}/end", {"on": "2017-10-31"})
    again = coordinator.send(f"/assignments/{assignment.id}/end", {"on": "2017-11-30"})
    assert (again.status_code, "was ended already" in again.text) == (422, True)
    assert db.session.get_one(RoleAssignment, assignment.id).valid_to == date(2017, 10, 31)


def test_a_focal_person_ends_no_role_of_another_ministry(browser_of):
    focal = browser_of(make_user(Role.FOCAL, unit=make_unit()))
    assert focal.send(f"/assignments/{give(make_official()).id}/end", {"on": "2017-10-31"}).status_code == 404


def test_a_role_that_ends_later_is_still_held_today(coordinator):
    official = make_official(name_latin="SOK SOPHEA")
    assignment = give(official)
    coordinator.send(f"/assignments/{assignment.id}/end", {"on": dates.today().isoformat()})
    assert "SOK SOPHEA" in coordinator.get("/workflow/AP.ENTRY").text


def test_a_role_that_the_unit_does_not_run_is_refused_with_the_reason(coordinator):
    official = make_official(unit=make_unit(kind=UnitKind.TREASURY))
    form = {"role": "PO.ENTRY", "unit": official.unit_id, "on": "2017-09-01"}
    answer = coordinator.send(f"/officials/{official.id}/roles", form)
    assert (answer.status_code, "does not run the module" in answer.text) == (422, True)


def test_the_chain_of_a_treasury_has_no_purchasing(coordinator):
    official = make_official(unit=make_unit(kind=UnitKind.TREASURY), name_latin="SOK SOPHEA")
    give(official)
    page = coordinator.get(f"/units/{official.unit_id}/roles").text
    assert ("SOK SOPHEA" in page, "AP.ENTRY" in page, "PO.ENTRY" in page) == (True, True, False)


def test_an_unknown_role_is_not_found(coordinator):
    assert coordinator.get("/workflow/XX.ENTRY").status_code == 404
