"""The go-live board in small: chains by module, what is missing, and who."""

from datetime import date

import pytest

from tests.factories import NOON, make_course, make_official, make_unit, make_user, saved
from training.courses.models import Basis, EarnedCourse, Requirement
from training.officials.models import Sex
from training.organisation.models import UnitKind
from training.permissions import Role
from training.readiness.chains import ChainState, StepState
from training.readiness.queries import board
from training.readiness.summary import by_module, missing, unready
from training.workflow.models import RoleAssignment
from training.workflow.service import load_reference

DAY = date(2017, 11, 20)
STEPS = ("ENTRY", "REVIEW", "APPROVE")


@pytest.fixture(autouse=True)
def reference():
    load_reference()


@pytest.fixture
def treasury():
    return make_unit(kind=UnitKind.TREASURY)


@pytest.fixture
def course():
    """What every role of Accounts Payable needs."""
    made = make_course()
    for step in STEPS:
        saved(Requirement(role_code=f"AP.{step}", course_id=made.id, unit_kind=None))
    return made


def holder(unit, *roles, certified=None, **given):
    official = make_official(unit=unit, **given)
    for role in roles:
        saved(
            RoleAssignment(
                official_id=official.id, unit_id=unit.id, role_code=role, valid_from=date(2017, 1, 1)
            )
        )
    if certified:
        saved(
            EarnedCourse(
                official_id=official.id, course_id=certified.id, basis=Basis.ACHIEVEMENT, earned_on=DAY,
                recorded_at=NOON,
            )
        )  # fmt: skip
    return official


def seen(user=None):
    return board(user or make_user(), on=DAY)


def payable(lines):
    return next(line for line in lines if line.module.code == "AP")


def test_chains_are_counted_by_module_and_state(treasury, course):
    make_unit(kind=UnitKind.TREASURY)
    for step in STEPS:
        holder(treasury, f"AP.{step}", certified=course)
    line = payable(by_module(seen()))
    assert (line.states[ChainState.READY], line.states[ChainState.BLOCKED], line.total) == (1, 1, 2)


def test_a_module_that_no_unit_runs_has_no_line(treasury):
    assert {line.module.code for line in by_module(seen())} == {
        module.code for module, chain in zip(seen().modules, seen().rows[0].chains, strict=True) if chain
    }


def test_a_ready_chain_is_not_among_those_that_are_not(treasury, course):
    for step in STEPS:
        holder(treasury, f"AP.{step}", certified=course)
    assert "AP" not in {line.module.code for line in unready(seen())}
    assert missing(seen()) == []


def test_a_chain_that_is_not_ready_shows_each_step_with_its_people(treasury, course):
    holder(treasury, "AP.ENTRY", certified=course, sex=Sex.FEMALE)
    holder(treasury, "AP.ENTRY")
    holder(treasury, "AP.REVIEW")
    steps = payable(unready(seen())).steps
    assert [(each.step.code, each.state, each.total, each.women) for each in steps] == [
        ("ENTRY", StepState.CERTIFIED, 2, 1),
        ("REVIEW", StepState.IDENTIFIED, 1, 0),
        ("APPROVE", StepState.NOBODY, 0, 0),
    ]


def test_one_person_on_two_steps_that_nobody_may_hold_together_is_a_clash(treasury, course):
    both = [f"AP.{step}" for step in STEPS]
    holder(treasury, *both, certified=course)
    assert payable(unready(seen())).clash


def test_who_is_not_certified_for_a_chain_is_missing_once_with_his_roles(treasury, course):
    wanted = holder(treasury, "AP.REVIEW", "AP.ENTRY")
    holder(treasury, "AP.ENTRY", certified=course)
    (line,) = missing(seen())
    assert (line.official.id, line.unit.id, line.state) == (wanted.id, treasury.id, StepState.IDENTIFIED)
    assert [role.code for role in line.roles] == ["AP.ENTRY", "AP.REVIEW"]


def test_a_focal_person_sees_who_is_missing_in_his_own_units_only(treasury, course):
    holder(make_unit(kind=UnitKind.TREASURY), "AP.ENTRY")
    own = holder(treasury, "AP.ENTRY")
    found = missing(seen(make_user(Role.FOCAL, unit=treasury)))
    assert [line.official.id for line in found] == [own.id]
