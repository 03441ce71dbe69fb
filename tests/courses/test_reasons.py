"""Why an official needs a course."""

from datetime import date, timedelta

import pytest

from tests.factories import MONDAY, make_course, make_official, make_unit, saved
from training.courses.models import Nomination, Requirement
from training.courses.reasons import Reason, reasons_for
from training.organisation.models import UnitKind
from training.workflow.models import RoleAssignment
from training.workflow.service import load_reference


@pytest.fixture(autouse=True)
def roles():
    load_reference()


@pytest.fixture
def official():
    return make_official(unit=make_unit(kind=UnitKind.TREASURY))


def hold(official, role, **given):
    period = {"valid_from": date(2017, 1, 1), "valid_to": None} | given
    saved(RoleAssignment(official_id=official.id, unit_id=official.unit_id, role_code=role, **period))


def ask(role, course, kind=None):
    saved(Requirement(role_code=role, course_id=course.id, unit_kind=kind))


def told(official) -> dict[int, tuple[list[str], bool]]:
    found = reasons_for(official, on=MONDAY)
    return {course: ([role.code for role in reason.roles], reason.named) for course, reason in found.items()}


def test_a_course_is_needed_for_every_role_that_asks_for_it(official):
    course = make_course()
    for role in ("AP.ENTRY", "AP.REVIEW"):
        hold(official, role)
        ask(role, course)
    assert told(official) == {course.id: (["AP.ENTRY", "AP.REVIEW"], False)}


def test_a_role_that_ended_or_asks_only_units_of_another_kind_is_no_reason(official):
    course = make_course()
    hold(official, "AP.ENTRY", valid_to=MONDAY - timedelta(days=1))
    ask("AP.ENTRY", course)
    hold(official, "AP.REVIEW")
    ask("AP.REVIEW", course, UnitKind.MINISTRY)
    assert told(official) == {}


def test_who_was_named_needs_the_course_until_it_is_withdrawn(official):
    named, withdrawn = make_course(), make_course()
    saved(Nomination(official_id=official.id, course_id=named.id, nominated_on=MONDAY))
    saved(
        Nomination(official_id=official.id, course_id=withdrawn.id, nominated_on=MONDAY, withdrawn_on=MONDAY)
    )
    assert reasons_for(official, on=MONDAY) == {named.id: Reason((), named=True)}
