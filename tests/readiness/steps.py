"""A ministry that runs one module, with its roles."""

from datetime import date

from tests.factories import NOON, make_course, make_official, make_unit, saved
from training.courses.models import Basis, EarnedCourse, Requirement
from training.db import db
from training.organisation.models import UnitKind
from training.readiness.models import Licence
from training.workflow.models import (
    IncompatibleSteps,
    Module,
    RoleAssignment,
    Step,
    UnitKindModule,
    WorkflowRole,
)

STEPS = ("ENTRY", "REVIEW", "APPROVE")
FIRST = date(2017, 1, 1)


def make_module():
    """Accounts Payable, run by ministries, whose every role needs one course; gives the course."""
    saved(Module(code="AP", name_km="គណនីត្រូវសង", name_en="Accounts Payable", position=1))
    course = make_course(code="AP")
    for place, code in enumerate(STEPS):
        saved(Step(code=code, name_km=code, name_en=code.title(), position=place, in_chain=True))
        role = WorkflowRole(code=f"AP.{code}", module_code="AP", step_code=code, name_km=code, name_en=code,
                            position=place)  # fmt: skip
        saved(role)
        saved(Requirement(role_code=f"AP.{code}", course_id=course.id))
    saved(IncompatibleSteps(first_code="ENTRY", second_code="APPROVE"))
    saved(UnitKindModule(unit_kind=UnitKind.MINISTRY, module_code="AP"))
    return course


def hold(unit, step, official=None):
    """Give the role of ``step`` in ``unit`` to an official of it."""
    official = official or make_official(unit=unit)
    saved(RoleAssignment(official_id=official.id, unit_id=unit.id, role_code=f"AP.{step}", valid_from=FIRST))
    return official


def earn(official, course, basis=Basis.ACHIEVEMENT):
    saved(
        EarnedCourse(
            official_id=official.id, course_id=course.id, basis=basis, earned_on=FIRST, recorded_at=NOON
        )
    )


def license_(official, unit):
    return saved(Licence(official_id=official.id, unit_id=unit.id, valid_from=FIRST))


def staffed_unit(course):
    """A unit in which a certified official is on every step."""
    unit = make_unit()
    for step in STEPS:
        earn(hold(unit, step), course)
    db.session.flush()
    return unit
