"""Why an official needs a course: the workflow roles that ask for it, or somebody who named him."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import and_, or_, select

from training.courses.models import Nomination, Requirement
from training.db import db
from training.officials.models import Official
from training.organisation.models import Unit
from training.workflow.models import RoleAssignment, WorkflowRole


@dataclass(frozen=True, slots=True)
class Reason:
    """The roles he holds that need a course, and whether he was named for it."""

    roles: Sequence[WorkflowRole] = ()
    named: bool = False


def reasons_for(official: Official, *, on: date) -> Mapping[int, Reason]:
    """For each course by its number, why ``official`` needs it on a day; two queries."""
    roles, named = _roles(official, on), _named(official, on)
    return {course: Reason(roles.get(course, ()), course in named) for course in {*roles, *named}}


def _roles(official: Official, on: date) -> Mapping[int, Sequence[WorkflowRole]]:
    query = (
        select(Requirement.course_id, WorkflowRole)
        .join(WorkflowRole, WorkflowRole.code == Requirement.role_code)
        .join(RoleAssignment, RoleAssignment.role_code == Requirement.role_code)
        .join(Unit, Unit.id == RoleAssignment.unit_id)
        .where(RoleAssignment.official_id == official.id, RoleAssignment.valid_from <= on)
        .where(or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= on))
        .where(or_(Requirement.unit_kind.is_(None), Requirement.unit_kind == Unit.kind))
        .order_by(WorkflowRole.position)
    )
    found: dict[int, list[WorkflowRole]] = defaultdict(list)
    for course, role in db.session.execute(query):
        if role not in found[course]:
            found[course].append(role)
    return found


def _named(official: Official, on: date) -> set[int]:
    still = or_(Nomination.withdrawn_on.is_(None), Nomination.withdrawn_on > on)
    his = and_(Nomination.official_id == official.id, Nomination.nominated_on <= on, still)
    return set(db.session.scalars(select(Nomination.course_id).where(his)))
