"""A unit is closed from a day on, once nobody serves or does anything there any more, or is opened again."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select

from training import audit
from training.audit import Actor
from training.db import Dated, db, hold_open, hold_to_close
from training.errors import RuleViolation
from training.i18n import lazy, short_date
from training.officials.models import Official, Posting
from training.officials.queries import women
from training.organisation.models import Unit, UnitName
from training.organisation.service import obstacles_to_sending
from training.workflow.models import RoleAssignment


class UnitsBelowStand(RuleViolation):
    message = lazy(
        "Units below it still stand on %(day)s (%(count)s, the first is %(unit)s): close or move them."
    )


class OfficialsServeThere(RuleViolation):
    message = lazy("%(total)s officials (%(women)s women) still serve there on %(day)s: transfer them first.")


class RolesHeldThere(RuleViolation):
    message = lazy(
        "%(total)s officials (%(women)s women) still hold a workflow role there on %(day)s: end it first."
    )


class ClosedBeforeItStood(RuleViolation):
    message = lazy("The unit stands since %(day)s; it can be closed from the next day on.")


class UnitStands(RuleViolation):
    message = lazy("The unit is not closed.")


def close_unit(unit: Unit, *, on: date, by: Actor | None) -> None:
    """Let ``unit`` be no more from ``on`` on. Its names, postings and papers stay.

    Raises:
        RuleViolation: the first of ``obstacles_to_closing``.
    """
    hold_to_close(unit)
    for obstacle in obstacles_to_closing(unit, on=on):
        raise obstacle
    unit.closed_from = on
    audit.record("closed unit", unit, by=by, on=on.isoformat())


def reopen_unit(unit: Unit, *, by: Actor | None) -> None:
    """Let ``unit`` stand again as if it had never been closed.

    Raises:
        UnitStands: it is not closed.
        UnitIsClosed: the unit above it is.
    """
    if unit.closed_from is None:
        raise UnitStands
    above = db.session.get(Unit, unit.parent_id) if unit.parent_id else None
    hold_open(above)
    for obstacle in obstacles_to_sending(above):
        raise obstacle
    audit.record("reopened unit", unit, by=by, was=unit.closed_from.isoformat())
    unit.closed_from = None
    db.session.flush()


def obstacles_to_closing(unit: Unit, *, on: date) -> Iterator[RuleViolation]:
    """Say why ``unit`` cannot be closed from ``on`` on; what ends the day before stands in no way."""
    yield from obstacles_to_sending(unit)
    first = db.session.scalar(select(func.min(UnitName.valid_from)).where(UnitName.unit_id == unit.id))
    if first and on <= first:
        yield ClosedBeforeItStood(day=short_date(first))
    still = or_(Unit.closed_from.is_(None), Unit.closed_from > on)
    below = db.session.scalars(select(Unit).where(Unit.parent_id == unit.id, still).order_by(Unit.code)).all()
    if below:
        yield UnitsBelowStand(count=len(below), unit=below[0].name, day=short_date(on))
    yield from _people(unit, on=on)


def _people(unit: Unit, *, on: date) -> Iterator[RuleViolation]:
    for dated, rule in ((Posting, OfficialsServeThere), (RoleAssignment, RolesHeldThere)):
        there = select(dated.official_id).where(dated.unit_id == unit.id, _lasts(dated, on))
        query = select(func.count(), women()).where(Official.id.in_(there), Official.merged_into_id.is_(None))
        total, female = db.session.execute(query).one()
        if total:
            yield rule(total=total, women=female, day=short_date(on))


def _lasts(dated: type[Dated], day: date) -> ColumnElement[bool]:
    return or_(dated.valid_to.is_(None), dated.valid_to >= day)
