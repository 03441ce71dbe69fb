"""Which workflow role needs which course, in units of which kind: the matrix from which needs follow."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from training import audit
from training.audit import Actor
from training.courses.models import Course, Requirement
from training.courses.service import CourseWithdrawn
from training.db import db
from training.errors import NotFound, RuleViolation
from training.i18n import lazy
from training.organisation.models import UnitKind
from training.workflow.models import WorkflowRole
from training.workflow.queries import roles


class RequirementIsThere(RuleViolation):
    message = lazy("The role needs %(course)s already, in all these units.")


@dataclass(frozen=True, slots=True)
class RequirementRow:
    """A workflow role, and for each course the rules by which it is needed (none: it is not)."""

    role: WorkflowRole
    cells: Sequence[Sequence[Requirement]]


@dataclass(frozen=True, slots=True)
class RequirementMatrix:
    """Roles by courses; courses that are no longer taught stand in it only while a role needs them."""

    courses: Sequence[Course]
    rows: Sequence[RequirementRow]


def requirement_matrix() -> RequirementMatrix:
    rules: dict[tuple[str, int], list[Requirement]] = defaultdict(list)
    for rule in db.session.scalars(select(Requirement).order_by(Requirement.id)):
        rules[rule.role_code, rule.course_id].append(rule)
    named = {course_id for _role, course_id in rules}
    every = db.session.scalars(select(Course).order_by(Course.position, Course.code))
    shown = [course for course in every if course.id in named or not course.withdrawn]
    rows = [
        RequirementRow(role, [rules.get((role.code, course.id), []) for course in shown]) for role in roles()
    ]
    return RequirementMatrix(shown, rows)


def requirements_of(role: WorkflowRole) -> Sequence[tuple[Requirement, Course]]:
    """The rules of one role, in the order of courses."""
    query = select(Requirement, Course).join(Course, Course.id == Requirement.course_id)
    order = (Course.position, Requirement.unit_kind, Requirement.id)
    found = db.session.execute(query.where(Requirement.role_code == role.code).order_by(*order))
    return [(rule, course) for rule, course in found]


def get_requirement(number: int) -> Requirement:
    found = db.session.get(Requirement, number)
    if found is None:
        raise NotFound
    return found


def require(role: WorkflowRole, course: Course, *, kind: UnitKind | None, by: Actor | None) -> Requirement:
    """Let whoever holds ``role`` in a unit of ``kind`` (None: of any) need ``course``.

    A rule for units of any kind takes the place of those for single kinds.

    Raises:
        RuleViolation: the first of ``obstacles_to_requiring``.
    """
    for obstacle in obstacles_to_requiring(role, course, kind=kind):
        raise obstacle
    if kind is None:
        for narrower in _rules(role, course):
            no_longer_require(narrower, by=by)
    rule = Requirement(role_code=role.code, course_id=course.id, unit_kind=kind)
    db.session.add(rule)
    audit.record("required course", rule, by=by, role=role.code, course=course.id, kind=kind)
    return rule


def no_longer_require(rule: Requirement, *, by: Actor | None) -> None:
    """Let the role need the course no more there. What officials earned stays theirs."""
    facts = {"role": rule.role_code, "course": rule.course_id, "kind": rule.unit_kind}
    audit.record("no longer required course", rule, by=by, **facts)
    db.session.delete(rule)
    db.session.flush()


def obstacles_to_requiring(
    role: WorkflowRole, course: Course, *, kind: UnitKind | None
) -> Iterator[RuleViolation]:
    """Say why ``role`` cannot need ``course`` there, or does so already."""
    if course.withdrawn:
        yield CourseWithdrawn(course=course.name)
    if {rule.unit_kind for rule in _rules(role, course)} & {None, kind}:
        yield RequirementIsThere(course=course.name)


def _rules(role: WorkflowRole, course: Course) -> Sequence[Requirement]:
    query = select(Requirement).where(Requirement.role_code == role.code, Requirement.course_id == course.id)
    return db.session.scalars(query).all()
