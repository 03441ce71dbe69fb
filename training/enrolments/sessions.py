"""What is done with a session in which officials sit: they move with it, or it does not move."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError

from training.accounts.models import User
from training.classes import service as classes
from training.classes.models import TrainingSession
from training.classes.rules import Slot
from training.dates import HalfDay
from training.db import db
from training.enrolments.models import OfficialHalfDay
from training.enrolments.rules import OfficialsAreBusy
from training.enrolments.seating import locked
from training.errors import RuleViolation
from training.i18n import short_date
from training.resources.models import Room, Trainer


def obstacles_to_moving(
    training_session: TrainingSession, *, to: Slot, at: datetime
) -> Iterator[RuleViolation]:
    """Say why the session cannot stand in ``to``: the timetable, or officials who sit elsewhere then."""
    yield from classes.obstacles_to_moving(training_session, to=to, at=at)
    if busy := _busy_elsewhere(training_session, to=to):
        yield OfficialsAreBusy(count=busy, day=short_date(to.day))


def move_session(
    training_session: TrainingSession, *, day: date, half: HalfDay, room: Room, trainer: Trainer, reason: str,
    by: User | None, at: datetime,
) -> None:  # fmt: skip
    """Move a session and the half-days of its officials with it.

    Raises:
        ReasonNeeded: nobody is moved without a reason.
        RuleViolation: the first of ``obstacles_to_moving``.
    """
    _hold(training_session)
    for obstacle in obstacles_to_moving(training_session, to=Slot(day, half, room, trainer), at=at):
        raise obstacle
    classes.move_session(
        training_session, day=day, half=half, room=room, trainer=trainer, reason=reason, by=by, at=at
    )
    theirs = update(OfficialHalfDay).where(OfficialHalfDay.session_id == training_session.id)
    try:
        with db.session.begin_nested():
            db.session.execute(theirs.values(day=day, half=half))
    except IntegrityError as error:
        raise OfficialsAreBusy(count=1, day=short_date(day)) from error


def cancel_session(training_session: TrainingSession, *, reason: str, by: User | None, at: datetime) -> None:
    """Let a session fall away; its officials are free in that half-day.

    Raises:
        RuleViolation: see ``classes.service.cancel_session``.
    """
    _hold(training_session)
    classes.cancel_session(training_session, reason=reason, by=by, at=at)
    db.session.execute(delete(OfficialHalfDay).where(OfficialHalfDay.session_id == training_session.id))


def _hold(training_session: TrainingSession) -> None:
    """Lock the class, and read the session again: another request may have changed it meanwhile."""
    locked(training_session.class_id)
    db.session.refresh(training_session)


def _busy_elsewhere(training_session: TrainingSession, *, to: Slot) -> int:
    """How many officials of the session sit in another one in the half-day of ``to``."""
    here = select(OfficialHalfDay.official_id).where(OfficialHalfDay.session_id == training_session.id)
    there = select(func.count()).where(
        OfficialHalfDay.official_id.in_(here),
        OfficialHalfDay.day == to.day,
        OfficialHalfDay.half == to.half,
        OfficialHalfDay.session_id != training_session.id,
    )
    return db.session.scalar(there) or 0
