"""Sessions and classes that wait for somebody, each narrowed to what the reader sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, Select, exists, func, select
from sqlalchemy.orm import contains_eager

from training.accounts.models import User
from training.accounts.scope import seen_by
from training.certificates.queries import to_issue
from training.classes.models import ClassState, SessionState, TrainingClass, TrainingSession
from training.classes.scope import taught_by
from training.courses.models import Course
from training.db import db
from training.enrolments.models import Enrolment, Seat
from training.home.few import Some, some
from training.resources.models import Holiday, Trainer

SOON = timedelta(days=14)
TEACHES = (ClassState.PUBLISHED, ClassState.RUNNING, ClassState.TAUGHT)


@dataclass(frozen=True, slots=True)
class Wave:
    """The classes that begin next under one name: from when to when, and how full they are."""

    name: str
    classes: int
    first: date
    last: date
    taken: int
    seats: int


def unsealed(user: User, *, on: date) -> Some[TrainingSession]:
    """Sessions of past days whose marks are not final, the oldest first."""
    return some(_sessions(user, TrainingSession.day < on))


def on_holidays(user: User, *, on: date) -> Some[TrainingSession]:
    """Sessions to come on a day that was declared a holiday after they were planned."""
    off = exists().where(Holiday.day == TrainingSession.day)
    return some(_sessions(user, TrainingSession.day >= on, off))


def teaches_today(user: User, *, on: date) -> Sequence[TrainingSession]:
    """What a trainer teaches today, sealed or not, in the order of the day."""
    seen = _standing(
        user, TrainingSession.day == on, _his(user), TrainingSession.state != SessionState.CANCELLED
    )
    return db.session.scalars(seen).all()


def teaches_next(user: User, *, on: date) -> Some[TrainingSession]:
    return some(_sessions(user, TrainingSession.day > on, _his(user)))


def without_seal(user: User, *, on: date) -> Some[TrainingSession]:
    """What a trainer himself taught and did not seal."""
    return some(_sessions(user, TrainingSession.day < on, _his(user)))


def undecided(user: User, *, on: date) -> Some[TrainingClass]:
    """Classes that are over while results or outcomes are missing."""
    return some(_classes(user, *_over(on)))


def results_to_enter(user: User, *, on: date) -> Some[TrainingClass]:
    """The same, of the classes that a trainer teaches himself."""
    return some(_classes(user, *_over(on), taught_by(user)))


def drafts(user: User) -> Some[TrainingClass]:
    return some(_classes(user, TrainingClass.state == ClassState.DRAFT))


def under_minimum(user: User, *, on: date) -> Some[TrainingClass]:
    """Published classes of the next two weeks with fewer people than their course needs."""
    small = TrainingClass.course.has(Course.min_size > TrainingClass.taken)
    soon = TrainingClass.starts_on.between(on, on + SOON)
    return some(_classes(user, TrainingClass.state == ClassState.PUBLISHED, soon, small))


def with_requests(user: User, *, on: date) -> Some[TrainingClass]:
    """Classes to come for which somebody asked for a seat and has no answer."""
    asked = exists().where(Enrolment.class_id == TrainingClass.id, Enrolment.state == Seat.REQUESTED)
    return some(_classes(user, asked, TrainingClass.starts_on >= on, TrainingClass.state.in_(TEACHES)))


def without_certificates(user: User) -> Some[TrainingClass]:
    """Classes of which somebody has earned a certificate that is not issued."""
    return some(to_issue(user).order_by(TrainingClass.ends_on, TrainingClass.id))


def coming(user: User, *, on: date) -> Some[TrainingClass]:
    """The classes that are taught now or next."""
    return some(_classes(user, TrainingClass.state.in_(TEACHES), TrainingClass.ends_on >= on))


def next_wave(user: User, *, on: date) -> Wave | None:
    """The named wave that begins next, with all its classes that have not begun."""
    ahead = (TrainingClass.wave != "", TrainingClass.starts_on > on, TrainingClass.state.in_(TEACHES))
    query = (
        select(
            TrainingClass.wave, func.count(), func.min(TrainingClass.starts_on),
            func.max(TrainingClass.ends_on), func.sum(TrainingClass.taken), func.sum(TrainingClass.seats),
        )
        .where(seen_by(user, TrainingClass), *ahead)
        .group_by(TrainingClass.wave)
        .order_by(func.min(TrainingClass.starts_on), TrainingClass.wave)
    )  # fmt: skip
    found = db.session.execute(query.limit(1)).one_or_none()
    return Wave(*found) if found else None


def with_free_seats(user: User, *, on: date) -> Some[TrainingClass]:
    free = TrainingClass.taken < TrainingClass.seats
    return some(
        _classes(user, TrainingClass.state == ClassState.PUBLISHED, TrainingClass.starts_on > on, free)
    )


def _sessions(user: User, *conditions: ColumnElement[bool]) -> Select[TrainingSession]:
    return _standing(user, TrainingSession.state == SessionState.PLANNED, *conditions)


def _standing(user: User, *conditions: ColumnElement[bool]) -> Select[TrainingSession]:
    return (
        select(TrainingSession)
        .join(TrainingSession.training_class)
        .where(seen_by(user, TrainingClass), TrainingClass.state.in_(TEACHES), *conditions)
        .options(contains_eager(TrainingSession.training_class))
        .order_by(TrainingSession.day, TrainingSession.half.desc(), TrainingSession.id)
    )


def _classes(user: User, *conditions: ColumnElement[bool]) -> Select[TrainingClass]:
    seen = select(TrainingClass).where(seen_by(user, TrainingClass), *conditions)
    return seen.order_by(TrainingClass.starts_on, TrainingClass.id)


def _over(on: date) -> tuple[ColumnElement[bool], ...]:
    return TrainingClass.ends_on < on, TrainingClass.state.in_(TEACHES)


def _his(user: User) -> ColumnElement[bool]:
    return TrainingSession.trainer_id.in_(select(Trainer.id).where(Trainer.user_id == user.id))
