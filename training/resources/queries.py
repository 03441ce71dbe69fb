"""Which days are workdays, who can teach, and what the pages show of rooms and trainers."""

from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import selectinload

from training.accounts.models import RoleGrant, User
from training.courses.models import Course
from training.dates import days
from training.db import db
from training.errors import NotFound
from training.permissions import Role
from training.resources.models import (
    Blackout,
    Holiday,
    Room,
    Trainer,
    TrainerAbsence,
    TrainerCourse,
    TrainingCentre,
)

SATURDAY = 5
Thing = TypeVar("Thing")


def workdays(first: date, last: date) -> list[date]:
    """Mondays to Fridays from ``first`` to ``last`` (both included) that are no holidays."""
    off = set(db.session.scalars(select(Holiday.day).where(Holiday.day.between(first, last))))
    return [day for day in days(first, last) if day.weekday() < SATURDAY and day not in off]


def is_workday(day: date) -> bool:
    return workdays(day, day) == [day]


def can_teach(trainer: Trainer, course: Course) -> bool:
    """Whether ``trainer`` is still one, and teaches ``course``."""
    return not trainer.left and db.session.get(TrainerCourse, (trainer.id, course.id)) is not None


def is_away(trainer: Trainer, day: date) -> bool:
    """Whether an absence of ``trainer`` covers ``day``."""
    query = select(TrainerAbsence.id).where(
        TrainerAbsence.trainer_id == trainer.id,
        TrainerAbsence.valid_from <= day,
        TrainerAbsence.valid_to >= day,
    )
    return db.session.scalar(query.limit(1)) is not None


def centres() -> Sequence[TrainingCentre]:
    """All centres with their rooms."""
    query = select(TrainingCentre).options(selectinload(TrainingCentre.rooms))
    return db.session.scalars(query.order_by(TrainingCentre.name_en)).all()


def trainers() -> Sequence[Trainer]:
    """All trainers with what they teach and when they are away; those who left come last."""
    query = select(Trainer).options(selectinload(Trainer.courses), selectinload(Trainer.absences))
    return db.session.scalars(query.order_by(Trainer.left, Trainer.name_en)).all()


def teaching_users(*, of: Trainer | None = None) -> Sequence[User]:
    """The users who have the role of trainer and may sign in, and whoever ``of`` signs in as."""
    teach = select(RoleGrant.user_id).where(RoleGrant.role == Role.TRAINER, RoleGrant.ended_at.is_(None))
    may = and_(User.id.in_(teach), User.disabled_at.is_(None))
    query = select(User).where(or_(may, User.id == of.user_id) if of else may)
    return db.session.scalars(query.order_by(User.name_en, User.id)).all()


def holidays(year: int) -> Sequence[Holiday]:
    within = Holiday.day.between(date(year, 1, 1), date(year, 12, 31))
    return db.session.scalars(select(Holiday).where(within).order_by(Holiday.day)).all()


def blackouts() -> Sequence[Blackout]:
    return db.session.scalars(select(Blackout).order_by(Blackout.valid_from)).all()


def get_centre(number: int) -> TrainingCentre:
    return _found(db.session.get(TrainingCentre, number))


def get_room(number: int) -> Room:
    return _found(db.session.get(Room, number))


def get_trainer(number: int) -> Trainer:
    options = [selectinload(Trainer.courses), selectinload(Trainer.absences)]
    return _found(db.session.scalar(select(Trainer).where(Trainer.id == number).options(*options)))


def get_absence(number: int) -> TrainerAbsence:
    return _found(db.session.get(TrainerAbsence, number))


def get_holiday(day: date) -> Holiday:
    return _found(db.session.get(Holiday, day))


def get_blackout(number: int) -> Blackout:
    return _found(db.session.get(Blackout, number))


def _found(thing: Thing | None) -> Thing:
    if thing is None:
        raise NotFound
    return thing
