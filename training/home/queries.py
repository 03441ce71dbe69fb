"""What waits for each role on its first page."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeVar

from sqlalchemy import ColumnElement, Select, distinct, func, select
from sqlalchemy.orm import contains_eager, joinedload

from training.accounts.models import User
from training.accounts.scope import seen_by
from training.audit import AuditEntry
from training.classes.models import ClassState, SessionState, TrainingClass, TrainingSession
from training.courses.models import Course
from training.db import db
from training.enrolments.models import Enrolment, Seat
from training.identification.models import IdentificationList, ListState
from training.jobs import Job, JobState
from training.officials.models import Official, Sex
from training.resources.models import Trainer

Row = TypeVar("Row")

FEW = 8
SOON = timedelta(days=14)
TEACHES = (ClassState.PUBLISHED, ClassState.RUNNING, ClassState.TAUGHT)


@dataclass(frozen=True, slots=True)
class Trained:
    """How many officials completed a course, and how many of them are women."""

    course: Course
    total: int
    women: int


def unsealed(user: User, *, on: date) -> Sequence[TrainingSession]:
    """Sessions of past days whose marks are not final, the oldest first."""
    return _few(_sessions(user, TrainingSession.day < on))


def teaches_today(user: User, *, on: date) -> Sequence[TrainingSession]:
    return _few(_sessions(user, TrainingSession.day == on, _his(user)))


def teaches_next(user: User, *, on: date) -> Sequence[TrainingSession]:
    return _few(_sessions(user, TrainingSession.day > on, _his(user)))


def without_seal(user: User, *, on: date) -> Sequence[TrainingSession]:
    """What a trainer himself taught and did not seal."""
    return _few(_sessions(user, TrainingSession.day < on, _his(user)))


def undecided(user: User, *, on: date) -> Sequence[TrainingClass]:
    """Classes that are over while results or outcomes are missing."""
    return _few(_classes(user, TrainingClass.ends_on < on, TrainingClass.state.in_(TEACHES)))


def under_minimum(user: User, *, on: date) -> Sequence[TrainingClass]:
    """Published classes of the next two weeks with fewer people than their course needs."""
    small = TrainingClass.course.has(Course.min_size > TrainingClass.taken)
    soon = TrainingClass.starts_on.between(on, on + SOON)
    return _few(_classes(user, TrainingClass.state == ClassState.PUBLISHED, soon, small))


def coming(user: User, *, on: date) -> Sequence[TrainingClass]:
    """The next classes that are published."""
    return _few(_classes(user, TrainingClass.state.in_(TEACHES), TrainingClass.ends_on >= on))


def with_free_seats(user: User, *, on: date) -> Sequence[TrainingClass]:
    free = TrainingClass.taken < TrainingClass.seats
    return _few(
        _classes(user, TrainingClass.state == ClassState.PUBLISHED, TrainingClass.starts_on > on, free)
    )


def lists_to_review(user: User) -> Sequence[IdentificationList]:
    waiting = IdentificationList.state.in_((ListState.RECEIVED, ListState.READ))
    query = select(IdentificationList).where(waiting, seen_by(user, IdentificationList))
    return _few(query.order_by(IdentificationList.id.desc()))


def not_confirmed(user: User, *, on: date) -> Sequence[Enrolment]:
    """Who was called and is not yet released by his unit."""
    query = (
        select(Enrolment)
        .join(Enrolment.training_class)
        .where(seen_by(user, Enrolment), Enrolment.state == Seat.CALLED, TrainingClass.starts_on >= on)
        .options(contains_eager(Enrolment.training_class), joinedload(Enrolment.official))
    )
    return _few(query.order_by(TrainingClass.starts_on, Enrolment.id))


def trained(user: User) -> Sequence[Trained]:
    """For each course, the officials who completed it."""
    people = func.count(distinct(Enrolment.official_id))
    query = (
        select(Course, people, people.filter(Official.sex == Sex.FEMALE))
        .join(TrainingClass, TrainingClass.course_id == Course.id)
        .join(Enrolment, Enrolment.class_id == TrainingClass.id)
        .join(Official, Official.id == Enrolment.official_id)
        .where(Enrolment.state == Seat.COMPLETED, seen_by(user, Enrolment))
        .group_by(Course.id)
        .order_by(Course.position, Course.id)
    )
    return [Trained(*row) for row in db.session.execute(query)]


def people_trained(user: User) -> tuple[int, int]:
    """Officials who completed any course, and the women among them."""
    people = func.count(distinct(Enrolment.official_id))
    query = (
        select(people, people.filter(Official.sex == Sex.FEMALE))
        .join(Official, Official.id == Enrolment.official_id)
        .where(Enrolment.state == Seat.COMPLETED, seen_by(user, Enrolment))
    )
    total, women = db.session.execute(query).one()
    return total, women


def last_deeds() -> Sequence[AuditEntry]:
    return _few(select(AuditEntry).order_by(AuditEntry.id.desc()))


def failed_jobs() -> Sequence[Job]:
    return _few(select(Job).where(Job.state == JobState.FAILED).order_by(Job.id.desc()))


def oneself(user: User) -> Official | None:
    """The official that the user is."""
    himself = select(Official).where(Official.id == user.official_id, seen_by(user, Official))
    return db.session.scalar(himself.options(joinedload(Official.unit)))


def _sessions(user: User, *conditions: ColumnElement[bool]) -> Select[TrainingSession]:
    return (
        select(TrainingSession)
        .join(TrainingSession.training_class)
        .where(seen_by(user, TrainingClass), TrainingClass.state.in_(TEACHES))
        .where(TrainingSession.state == SessionState.PLANNED, *conditions)
        .options(contains_eager(TrainingSession.training_class))
        .order_by(TrainingSession.day, TrainingSession.half.desc())
    )


def _classes(user: User, *conditions: ColumnElement[bool]) -> Select[TrainingClass]:
    seen = select(TrainingClass).where(seen_by(user, TrainingClass), *conditions)
    return seen.order_by(TrainingClass.starts_on, TrainingClass.id)


def _his(user: User) -> ColumnElement[bool]:
    return TrainingSession.trainer_id.in_(select(Trainer.id).where(Trainer.user_id == user.id))


def _few(query: Select[Row]) -> Sequence[Row]:
    return db.session.scalars(query.limit(FEW)).all()
