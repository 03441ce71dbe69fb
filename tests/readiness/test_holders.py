"""How far somebody is who holds a role."""

import pytest

from tests.factories import MONDAY, make_class, make_course, make_enrolment, make_unit, make_user, saved
from tests.readiness.steps import earn, hold, license_, make_module
from training.courses.models import Basis, Requirement
from training.organisation.models import UnitKind
from training.permissions import Role
from training.readiness.chains import StepState
from training.readiness.holders import holders


@pytest.fixture
def course():
    return make_module()


def states(user=None):
    return [each.state for each in holders(user or make_user(Role.COORDINATOR), on=MONDAY)]


def test_who_only_has_the_role_is_identified(course):
    hold(make_unit(), "ENTRY")
    assert states() == [StepState.IDENTIFIED]


def test_who_has_a_seat_in_the_course_is_called(course):
    make_enrolment(make_class(course=course), hold(make_unit(), "ENTRY"))
    assert states() == [StepState.CALLED]


@pytest.mark.parametrize(
    ("basis", "state"),
    [
        (Basis.ATTENDANCE, StepState.TRAINED),
        (Basis.ACHIEVEMENT, StepState.CERTIFIED),
        (Basis.EXEMPTION, StepState.CERTIFIED),
    ],
)
def test_what_was_earned_decides(course, basis, state):
    earn(hold(make_unit(), "ENTRY"), course, basis)
    assert states() == [state]


def test_a_licence_counts_after_the_course(course):
    unit = make_unit()
    official = hold(unit, "ENTRY")
    license_(official, unit)
    assert states() == [StepState.IDENTIFIED]
    earn(official, course)
    assert states() == [StepState.LICENSED]


def test_a_course_that_only_treasuries_need_does_not_hold_a_ministry_back(course):
    official = hold(make_unit(kind=UnitKind.MINISTRY), "ENTRY")
    earn(official, course)
    further = make_course()
    saved(Requirement(role_code="AP.ENTRY", course_id=further.id, unit_kind=UnitKind.TREASURY))
    assert states() == [StepState.CERTIFIED]


def test_a_focal_person_sees_the_holders_of_his_units_only(course):
    ours, theirs = make_unit(), make_unit()
    hold(ours, "ENTRY")
    hold(theirs, "ENTRY")
    assert [each.unit.id for each in holders(make_user(Role.FOCAL, unit=ours), on=MONDAY)] == [ours.id]
