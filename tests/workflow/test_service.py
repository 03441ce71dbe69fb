"""Workflow roles: what a unit runs, and who may hold what together."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.factories import make_official, make_unit
from training.db import db
from training.organisation.models import Unit, UnitKind
from training.workflow.models import Module, RoleAssignment, Step, UnitKindModule, WorkflowRole
from training.workflow.service import (
    EndsBeforeItBegins,
    ModuleNotRunHere,
    RoleEndedAlready,
    RoleHeldAlready,
    StepsIncompatible,
    assign,
    end_assignment,
    load_reference,
)

DAY, BEFORE, AFTER = date(2017, 9, 1), date(2017, 8, 31), date(2017, 12, 31)


@pytest.fixture(autouse=True)
def modules():
    load_reference()


def give(official, code, *, unit=None):
    role, unit = db.session.get_one(WorkflowRole, code), unit or official_unit(official)
    return assign(official, role=role, unit=unit, on=DAY, by=None)


def official_unit(official):
    return db.session.get_one(Unit, official.unit_id)


def test_the_reference_data_is_loaded_once():
    load_reference()
    tables = (Module, Step, WorkflowRole, UnitKindModule)
    counts = [db.session.scalar(select(func.count()).select_from(table)) for table in tables]
    assert counts == [6, 4, 26, 21]


def test_roles_have_names_in_both_languages():
    role = db.session.get_one(WorkflowRole, "AP.ENTRY")
    assert (role.name_en, role.name_km) == ("Accounts Payable – Entry", "គណនីត្រូវទូទាត់ – បញ្ចូល")
    assert db.session.get_one(WorkflowRole, "ADM.SECURITY").name_en == "System Administrator"


def test_an_official_holds_a_role_from_a_day_on():
    official = make_official()
    assignment = give(official, "AP.ENTRY")
    assert (assignment.official_id, assignment.valid_from, assignment.valid_to) == (official.id, DAY, None)


def test_nobody_purchases_at_a_treasury():
    official = make_official(unit=make_unit(kind=UnitKind.TREASURY))
    with pytest.raises(ModuleNotRunHere):
        give(official, "PO.ENTRY")


def test_who_enters_may_not_approve_in_the_same_module():
    official = make_official()
    give(official, "AP.APPROVE")
    with pytest.raises(StepsIncompatible):
        give(official, "AP.ENTRY")


def test_who_enters_may_approve_in_another_module_or_unit():
    official, elsewhere = make_official(), make_unit()
    give(official, "AP.ENTRY")
    give(official, "GL.APPROVE")
    give(official, "AP.APPROVE", unit=elsewhere)
    assert db.session.scalar(select(func.count()).select_from(RoleAssignment)) == 3


def test_a_role_is_held_once():
    official = make_official()
    give(official, "AP.REVIEW")
    with pytest.raises(RoleHeldAlready):
        give(official, "AP.REVIEW")


def test_an_ended_role_makes_room_for_another():
    official = make_official()
    end_assignment(give(official, "AP.ENTRY"), on=DAY, by=None)
    assert give(official, "AP.APPROVE").valid_to is None


def test_a_role_cannot_end_before_it_begins():
    assignment = give(make_official(), "AP.ENTRY")
    with pytest.raises(EndsBeforeItBegins):
        end_assignment(assignment, on=BEFORE, by=None)


def test_an_ended_role_is_not_ended_again():
    assignment = give(make_official(), "AP.ENTRY")
    end_assignment(assignment, on=DAY, by=None)
    with pytest.raises(RoleEndedAlready):
        end_assignment(assignment, on=DAY, by=None)


def test_a_role_that_goes_on_excludes_another_until_its_last_day():
    official = make_official()
    end_assignment(give(official, "AP.ENTRY"), on=AFTER, by=None)
    with pytest.raises(StepsIncompatible):
        give(official, "AP.APPROVE")
