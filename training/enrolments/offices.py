"""No office is emptied: a unit lets only so many of its officials be in class at once."""

from collections.abc import Iterator

from sqlalchemy import func, select

from training.classes.models import SessionState, TrainingClass, TrainingSession
from training.db import db
from training.enrolments.models import OfficialHalfDay
from training.errors import RuleViolation
from training.i18n import lazy, short_date
from training.officials.models import Official
from training.organisation.models import Unit


class OfficeEmptied(RuleViolation):
    message = lazy(
        "%(unit)s lets at most %(most)s of its officials be in class at once: on %(day)s they are."
    )


def emptied(official: Official, *, to: TrainingClass) -> Iterator[RuleViolation]:
    """Say on which day the unit of ``official`` has no more people to spare for ``to``."""
    unit = db.session.get_one(Unit, official.unit_id)
    if unit.most_away is None:
        return
    away = (
        select(OfficialHalfDay.day)
        .join(Official, Official.id == OfficialHalfDay.official_id)
        .join(
            TrainingSession,
            (TrainingSession.day == OfficialHalfDay.day) & (TrainingSession.half == OfficialHalfDay.half),
        )
        .where(TrainingSession.class_id == to.id, TrainingSession.state != SessionState.CANCELLED)
        .where(Official.unit_id == unit.id, Official.id != official.id)
        .group_by(OfficialHalfDay.day, OfficialHalfDay.half)
        .having(func.count() >= unit.most_away)
        .order_by(OfficialHalfDay.day)
    )
    if day := db.session.scalar(away.limit(1)):
        yield OfficeEmptied(unit=unit.name, most=unit.most_away, day=short_date(day))


def hold_office(official: Official) -> None:
    """Let the seats of one unit be given one after the other until this transaction ends."""
    unit = db.session.get_one(Unit, official.unit_id)
    if unit.most_away is not None:
        db.session.refresh(unit, ["most_away"], with_for_update={"key_share": True})
