"""Licences are granted and withdrawn."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import or_, select

from training import audit
from training.accounts.models import User
from training.classes.rules import ReasonNeeded
from training.courses.models import Requirement
from training.db import db
from training.enrolments.rules import earned
from training.errors import RuleViolation
from training.i18n import lazy, short_date
from training.officials.models import Official
from training.organisation.models import Unit
from training.readiness.models import Licence
from training.workflow.models import RoleAssignment


class LicenceHeld(RuleViolation):
    message = lazy("%(official)s already has an FMIS licence in this unit.")


class NotTrainedForIt(RuleViolation):
    message = lazy(
        "%(official)s has not completed the courses of a role in this unit; an exception needs its reason."
    )


class LicenceEnded(RuleViolation):
    message = lazy("This licence was withdrawn already.")


class EndsBeforeGranted(RuleViolation):
    message = lazy("The licence stands since %(day)s; it cannot end before.")


def grant_licence(
    official: Official, *, unit: Unit, on: date, by: User | None, exception: str = ""
) -> Licence:
    """Give ``official`` an FMIS account in ``unit``; without the training only with a reason (``exception``).

    Raises:
        LicenceHeld: he has one there.
        NotTrainedForIt: he is not trained for a role of that unit, and no reason is given.
    """
    for obstacle in obstacles(official, unit=unit, on=on, exception=exception):
        raise obstacle
    licence = Licence(
        official_id=official.id, unit_id=unit.id, valid_from=on, exception=exception.strip(),
        granted_by_id=by.id if by else None,
    )  # fmt: skip
    db.session.add(licence)
    audit.record("granted licence", licence, by=by, official=official.id, unit=unit.id, exception=exception)
    return licence


def withdraw(licence: Licence, *, reason: str, on: date, by: User | None) -> None:
    """End a licence; ``on`` is its last day.

    Raises:
        ReasonNeeded, LicenceEnded, EndsBeforeGranted: it cannot be ended so.
    """
    if not reason.strip():
        raise ReasonNeeded
    if licence.valid_to is not None:
        raise LicenceEnded
    if on < licence.valid_from:
        raise EndsBeforeGranted(day=short_date(licence.valid_from))
    licence.valid_to, licence.ended_reason = on, reason.strip()
    audit.record("withdrew licence", licence, by=by, reason=reason)


def obstacles(official: Official, *, unit: Unit, on: date, exception: str = "") -> Iterator[RuleViolation]:
    """Why the licence cannot be granted."""
    held = select(Licence.id).where(
        Licence.official_id == official.id, Licence.unit_id == unit.id, Licence.valid_to.is_(None)
    )
    if db.session.scalar(held):
        yield LicenceHeld(official=official.name)
    if not exception.strip() and not is_trained(official, unit=unit, on=on):
        yield NotTrainedForIt(official=official.name)


def is_trained(official: Official, *, unit: Unit, on: date) -> bool:
    """True when he holds a role in ``unit`` and has every course that this role needs there."""
    lacking = (
        select(Requirement.id)
        .where(Requirement.role_code == RoleAssignment.role_code)
        .where(or_(Requirement.unit_kind.is_(None), Requirement.unit_kind == unit.kind))
        .where(~earned(official.id, Requirement.course_id))
        .exists()
    )
    role = select(RoleAssignment.id).where(
        RoleAssignment.official_id == official.id,
        RoleAssignment.unit_id == unit.id,
        RoleAssignment.valid_from <= on,
        or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= on),
        ~lacking,
    )
    return db.session.scalar(role.limit(1)) is not None
