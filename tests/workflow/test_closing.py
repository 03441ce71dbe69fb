"""A unit is closed when nothing happens there any more, and not before."""

from datetime import date

import pytest

from tests.factories import make_official, make_unit, make_user
from training.db import db
from training.officials.service import register_official, transfer
from training.organisation.models import Unit
from training.organisation.names import begin
from training.organisation.service import UnitIsClosed
from training.permissions import Role
from training.workflow.closing import (
    ClosedBeforeItStood,
    OfficialsServeThere,
    RolesHeldThere,
    UnitsBelowStand,
    UnitStands,
    close_unit,
    obstacles_to_closing,
    reopen_unit,
)
from training.workflow.models import WorkflowRole
from training.workflow.service import assign, end_assignment, load_reference

BEFORE, DAY, LAST = date(2017, 9, 1), date(2018, 1, 1), date(2017, 12, 31)


@pytest.fixture
def coordinator(browser_of):
    return browser_of(make_user())


def reasons(unit, on=DAY):
    return [type(reason) for reason in obstacles_to_closing(unit, on=on)]


def test_an_empty_unit_is_closed_from_a_day_on():
    unit = make_unit()
    close_unit(unit, on=DAY, by=make_user())
    assert [unit.is_closed_on(day) for day in (LAST, DAY)] == [False, True]


def test_a_unit_with_units_below_is_not_closed_unless_they_are():
    unit = make_unit()
    below = make_unit(parent=unit)
    assert reasons(unit) == [UnitsBelowStand]
    below.closed_from = DAY
    assert reasons(unit) == []


def test_a_unit_where_officials_serve_is_not_closed_before_the_last_has_left():
    unit = make_unit()
    official = make_official(unit=unit)
    with pytest.raises(OfficialsServeThere, match=r"1 officials \(0 women\)"):
        close_unit(unit, on=DAY, by=None)
    transfer(official, to=make_unit(), on=DAY, by=None)
    assert [reasons(unit, on=day) for day in (LAST, DAY)] == [[OfficialsServeThere], []]


def test_a_unit_where_somebody_holds_a_role_is_not_closed_before_it_ends():
    load_reference()
    unit = make_unit()
    role = db.session.get_one(WorkflowRole, "AP.ENTRY")
    assignment = assign(make_official(), role=role, unit=unit, on=BEFORE, by=None)
    assert reasons(unit) == [RolesHeldThere]
    end_assignment(assignment, on=LAST, by=None)
    assert reasons(unit) == []


def test_a_unit_is_not_closed_twice_nor_before_it_stood():
    unit = make_unit()
    begin(unit, name_km="ក", name_en="A", on=DAY)
    assert reasons(unit) == [ClosedBeforeItStood]
    unit.closed_from = date(2018, 2, 1)
    assert reasons(unit, on=date(2018, 3, 1)) == [UnitIsClosed]


def test_nobody_is_put_into_a_unit_that_closes():
    load_reference()
    unit, official = make_unit(closed_from=DAY), make_official()
    role = db.session.get_one(WorkflowRole, "AP.ENTRY")
    new = {"staff_id": None, "name_km": "", "name_latin": "SOK", "sex": None, "birth_date": None}
    for put in (
        lambda: transfer(official, to=unit, on=DAY, by=None),
        lambda: assign(official, role=role, unit=unit, on=DAY, by=None),
        lambda: register_official(unit=unit, on=DAY, by=None, **new),
    ):
        with pytest.raises(UnitIsClosed):
            put()


def test_a_closed_unit_is_opened_again_under_one_that_stands():
    parent = make_unit(closed_from=DAY)
    unit = make_unit(parent=parent, closed_from=DAY)
    with pytest.raises(UnitIsClosed):
        reopen_unit(unit, by=None)
    reopen_unit(parent, by=None)
    reopen_unit(unit, by=None)
    assert (parent.closed_from, unit.closed_from) == (None, None)


def test_what_stands_is_not_opened_again():
    with pytest.raises(UnitStands):
        reopen_unit(make_unit(), by=None)


def test_the_page_of_closing_says_beforehand_what_stands_in_the_way(coordinator):
    unit = make_unit()
    make_official(unit=unit)
    make_unit(parent=unit)
    path, reasons_given = f"/units/{unit.id}/closing", ("Units below it", "still serve there")
    page, answer = coordinator.get(path), coordinator.send(path, {"on": "2018-01-01"})
    assert [page.status_code, *(reason in page.text for reason in reasons_given)] == [200, True, True]
    assert [answer.status_code, *(reason in answer.text for reason in reasons_given)] == [422, True, True]


def test_a_unit_is_closed_and_opened_from_its_page(coordinator):
    unit = make_unit()
    assert coordinator.send(f"/units/{unit.id}/closing", {"on": "2018-01-01"}).status_code == 303
    assert db.session.get_one(Unit, unit.id).closed_from == DAY
    assert "closed from 1 Jan 2018" in coordinator.get(f"/units/{unit.id}").text
    assert coordinator.send(f"/units/{unit.id}/reopening").status_code == 303
    assert db.session.get_one(Unit, unit.id).closed_from is None
    assert coordinator.send(f"/units/{unit.id}/reopening").status_code == 409


def test_a_focal_person_closes_nothing(browser_of):
    unit = make_unit()
    focal = browser_of(make_user(Role.FOCAL, unit=unit))
    assert focal.send(f"/units/{unit.id}/closing", {"on": "2018-01-01"}).status_code == 403
