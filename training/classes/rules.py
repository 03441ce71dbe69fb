"""The rules of the timetable: when a room, a trainer or a day cannot be had, and why."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, select
from sqlalchemy.exc import IntegrityError

from training.classes.models import SessionState, TrainingClass, TrainingSession
from training.courses.models import Course
from training.courses.queries import feature_names
from training.dates import HalfDay
from training.db import db
from training.errors import RuleViolation
from training.i18n import lazy, short_date
from training.resources.models import Holiday, Room, Trainer, TrainerAbsence, TrainerCourse
from training.words import Word

SATURDAY = 5


class NotAWorkday(RuleViolation):
    message = lazy("%(day)s is not a workday: %(why)s.")


class DayIsPast(RuleViolation):
    message = lazy("%(day)s is already past.")


class RoomIsBusy(RuleViolation):
    message = lazy("The room is already taken on %(day)s in the %(half)s by %(what)s.")


class RoomIsClosed(RuleViolation):
    message = lazy("The room %(room)s is closed.")


class RoomTooSmall(RuleViolation):
    message = lazy("The room %(room)s has %(places)s places; the class has %(seats)s seats.")


class RoomLacksFeatures(RuleViolation):
    message = lazy("The room %(room)s lacks what the course needs: %(features)s.")


class TrainerIsBusy(RuleViolation):
    message = lazy("The trainer already teaches on %(day)s in the %(half)s: %(what)s.")


class TrainerIsAbsent(RuleViolation):
    message = lazy("%(trainer)s is absent on %(day)s.")


class TrainerDoesNotTeach(RuleViolation):
    message = lazy("%(trainer)s does not teach the course %(course)s.")


class TrainerHasLeft(RuleViolation):
    message = lazy("%(trainer)s is no longer a trainer.")


class ClassIsBusy(RuleViolation):
    message = lazy("The class already has a session on %(day)s in the %(half)s.")


class NoSessions(RuleViolation):
    message = lazy("A class without a session cannot be published.")


class LastSession(RuleViolation):
    message = lazy("This is the last session of the class: cancel the whole class instead.")


class ReasonNeeded(RuleViolation):
    message = lazy("Please say why: those concerned will read the reason.")


class SessionIsFinal(RuleViolation):
    message = lazy("This session is sealed, cancelled or over; it can no longer be changed.")


HALVES = {HalfDay.MORNING: lazy("morning"), HalfDay.AFTERNOON: lazy("afternoon")}
WEEKEND = lazy("weekend")


@dataclass(frozen=True, slots=True)
class Slot:
    """One half-day in one room with one trainer: what a session takes up."""

    day: date
    half: HalfDay
    room: Room
    trainer: Trainer


def obstacles(
    course: Course, *, seats: int, slot: Slot, on: date, but: TrainingSession | None = None
) -> Iterator[RuleViolation]:
    """Say why a session of ``course`` cannot stand in ``slot``; ``but`` is the session that would move there.

    Used by the verbs, the forms and the calendar, so that they always agree. ``seats`` are persons.
    """
    yield from _of_the_day(slot.day, on=on)
    yield from _of_the_room(course, seats=seats, slot=slot)
    yield from _of_the_trainer(course, slot=slot)
    yield from _of_others(slot, but=but)


def day_off(day: date) -> str | None:
    """Why ``day`` is not a workday; ``None`` for a workday."""
    if day.weekday() >= SATURDAY:
        return str(WEEKEND)
    holiday = db.session.get(Holiday, day)
    return str(holiday.name) if holiday else None


def days_off(first: date, last: date) -> dict[date, str]:
    """The holidays from ``first`` to ``last`` with their names (weekends apart)."""
    found = db.session.scalars(select(Holiday).where(Holiday.day.between(first, last)))
    return {holiday.day: str(holiday.name) for holiday in found}


def _of_the_day(day: date, *, on: date) -> Iterator[RuleViolation]:
    if day < on:
        yield DayIsPast(day=short_date(day))
    if why := day_off(day):
        yield NotAWorkday(day=short_date(day), why=why)


def _of_the_room(course: Course, *, seats: int, slot: Slot) -> Iterator[RuleViolation]:
    room = slot.room
    if room.is_closed_on(slot.day):
        yield RoomIsClosed(room=room.name)
    if room.seats < seats:
        yield RoomTooSmall(room=room.name, places=room.seats, seats=seats)
    if lacking := sorted(set(course.features) - set(room.features)):
        yield RoomLacksFeatures(room=room.name, features=", ".join(feature_names(lacking)))


def _of_the_trainer(course: Course, *, slot: Slot) -> Iterator[RuleViolation]:
    trainer = slot.trainer
    if trainer.left:
        yield TrainerHasLeft(trainer=trainer.name)
    if db.session.get(TrainerCourse, (trainer.id, course.id)) is None:
        yield TrainerDoesNotTeach(trainer=trainer.name, course=course.name)
    away = select(TrainerAbsence.id).where(
        TrainerAbsence.trainer_id == trainer.id,
        TrainerAbsence.valid_from <= slot.day,
        TrainerAbsence.valid_to >= slot.day,
    )
    if db.session.scalar(away.limit(1)) is not None:
        yield TrainerIsAbsent(trainer=trainer.name, day=short_date(slot.day))


def _of_others(slot: Slot, *, but: TrainingSession | None) -> Iterator[RuleViolation]:
    where = {"day": short_date(slot.day), "half": Word(slot.half.value, HALVES[slot.half])}
    if but is not None and _class_at(slot, TrainingSession.class_id == but.class_id, but=but):
        yield ClassIsBusy(**where)
    if other := _class_at(slot, TrainingSession.room_id == slot.room.id, but=but):
        yield RoomIsBusy(what=other.name, **where)
    if other := _class_at(slot, TrainingSession.trainer_id == slot.trainer.id, but=but):
        yield TrainerIsBusy(what=other.name, **where)


def _class_at(slot: Slot, same: ColumnElement[bool], *, but: TrainingSession | None) -> TrainingClass | None:
    """The class that stands in the slot's half-day and has the ``same`` room, trainer or class."""
    there = (
        select(TrainingClass)
        .join(TrainingSession, TrainingSession.class_id == TrainingClass.id)
        .where(same, TrainingSession.day == slot.day, TrainingSession.half == slot.half)
        .where(TrainingSession.state != SessionState.CANCELLED)
    )
    if but is not None:
        there = there.where(TrainingSession.id != but.id)
    return db.session.scalar(there.limit(1))


@contextmanager
def the_database_agrees(slot: Slot) -> Iterator[None]:
    """Flush what was written inside; what a unique index refuses becomes the rule that it stands for.

    Two requests may both have found the room free: the index lets one win, the other reads why it lost.
    """
    try:
        with db.session.begin_nested():
            yield
            db.session.flush()
    except IntegrityError as error:
        raise _rule_of(error, slot=slot) from error


def _rule_of(error: IntegrityError, *, slot: Slot) -> Exception:
    where = {"day": short_date(slot.day), "half": Word(slot.half.value, HALVES[slot.half])}
    words = str(error.orig)
    if "room_id, " in words or "session.room_id" in words:
        return RoomIsBusy(what=lazy("another class"), **where)
    if "trainer_id, " in words or "session.trainer_id" in words:
        return TrainerIsBusy(what=lazy("another class"), **where)
    if "class_id, " in words or "session.class_id" in words:
        return ClassIsBusy(**where)
    return error
