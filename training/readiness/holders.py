"""Who holds which workflow role where, and how far each of them is; a constant number of queries."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, or_, select

from training.accounts.models import User
from training.accounts.scope import in_units_of, seen_by
from training.classes.models import TrainingClass
from training.courses.models import SATISFIES, EarnedCourse, Requirement
from training.db import db
from training.enrolments import scope  # noqa: F401 - adds its clauses
from training.enrolments.models import SEATED, Enrolment
from training.officials.models import Official
from training.organisation.models import Unit
from training.readiness.chains import StepState
from training.readiness.models import Licence
from training.workflow.models import RoleAssignment, WorkflowRole


@dataclass(frozen=True, slots=True)
class Holder:
    """One official in one workflow role of one unit."""

    official: Official
    unit: Unit
    role: WorkflowRole
    state: StepState


@dataclass(frozen=True, slots=True)
class _Record:
    """Courses by official: earned, attended, called to; and the licences as official and unit."""

    earned: set[tuple[int, int]]
    attended: set[tuple[int, int]]
    called: set[tuple[int, int]]
    licensed: set[tuple[int, int]]


def holders(user: User, *, on: date, unit_id: int | None = None) -> list[Holder]:
    """Everybody who holds a role on a day in the units ``user`` answers for, with how far he is."""
    query = (
        select(RoleAssignment, Official, Unit, WorkflowRole)
        .join(Official, Official.id == RoleAssignment.official_id)
        .join(Unit, Unit.id == RoleAssignment.unit_id)
        .join(WorkflowRole, WorkflowRole.code == RoleAssignment.role_code)
        .where(in_units_of(user, RoleAssignment.unit_id), seen_by(user, Official), _holds_on(on))
        .order_by(WorkflowRole.position, Official.sort_key, Official.id)
    )
    if unit_id is not None:
        query = query.where(RoleAssignment.unit_id == unit_id)
    found = [(official, unit, role) for _held, official, unit, role in db.session.execute(query)]
    needed, record = _needed(), _record()
    return [
        Holder(official, unit, role, reached(official.id, unit, courses_for(role, unit, needed), record))
        for official, unit, role in found
    ]


def reached(official: int, unit: Unit, courses: Iterable[int], record: _Record) -> StepState:
    """How far an official is: every course the role needs counts, and a licence only after all of them."""
    wanted = {(official, course) for course in courses}
    if wanted <= record.earned:
        return StepState.LICENSED if (official, unit.id) in record.licensed else StepState.CERTIFIED
    if wanted <= record.earned | record.attended:
        return StepState.TRAINED
    if wanted <= record.earned | record.attended | record.called:
        return StepState.CALLED
    return StepState.IDENTIFIED


Needed = dict[str, list[Requirement]]


def courses_for(role: WorkflowRole, unit: Unit, needed: Needed) -> set[int]:
    """The courses a role needs in a unit of this kind."""
    return {each.course_id for each in needed.get(role.code, ()) if each.unit_kind in {None, unit.kind}}


def _needed() -> Needed:
    found: Needed = defaultdict(list)
    for requirement in db.session.scalars(select(Requirement)):
        found[requirement.role_code].append(requirement)
    return found


def _record() -> _Record:
    had = select(EarnedCourse.official_id, EarnedCourse.course_id, EarnedCourse.basis)
    had = had.where(EarnedCourse.withdrawn_at.is_(None))
    rows = db.session.execute(had).all()
    seats = (
        select(Enrolment.official_id, TrainingClass.course_id)
        .join(TrainingClass, TrainingClass.id == Enrolment.class_id)
        .where(Enrolment.state.in_(SEATED), Enrolment.outcome.is_(None))
    )
    licences = select(Licence.official_id, Licence.unit_id).where(Licence.valid_to.is_(None))
    return _Record(
        earned={(official, course) for official, course, basis in rows if basis in SATISFIES},
        attended={(official, course) for official, course, _basis in rows},
        called={(official, course) for official, course in db.session.execute(seats)},
        licensed={(official, unit) for official, unit in db.session.execute(licences)},
    )


def _holds_on(day: date) -> ColumnElement[bool]:
    still = or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= day)
    return (RoleAssignment.valid_from <= day) & still
