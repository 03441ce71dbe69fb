"""The rules of a seat: why an official cannot have one, in the words that he reads himself."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import ColumnElement, exists, or_, select

from training.classes.models import ClassState, SessionState, TrainingClass, TrainingSession
from training.courses.models import SATISFIES, Course, EarnedCourse, Nomination, Prerequisite, Requirement
from training.db import db
from training.enrolments.models import LIVE, TAKEN, Enrolment, OfficialHalfDay, Seat
from training.enrolments.offices import emptied
from training.errors import RuleViolation
from training.i18n import lazy, short_date
from training.officials.models import Official
from training.organisation.models import Unit
from training.workflow.models import RoleAssignment

TAKES_PEOPLE = frozenset({ClassState.PUBLISHED, ClassState.RUNNING})


class ClassIsFull(RuleViolation):
    message = lazy("%(what)s has %(seats)s seats and all of them are taken.")


class ClassNotOpen(RuleViolation):
    message = lazy("%(what)s takes no officials: it is not published, or it is over.")


class AlreadyEnrolled(RuleViolation):
    message = lazy("%(official)s already has a seat in this class.")


class AlreadyAsked(RuleViolation):
    message = lazy("%(official)s has already asked for a seat in this class, or waits for one.")


class AskFirst(RuleViolation):
    message = lazy("Seats in %(what)s are granted by the coordinator: ask for one.")


class InAnotherClass(RuleViolation):
    message = lazy("%(official)s already has a seat in another class of %(course)s.")


class AlreadyBusy(RuleViolation):
    message = lazy("%(official)s already has a class at that time, on %(day)s.")


class PrerequisiteMissing(RuleViolation):
    message = lazy("%(official)s must first complete %(course)s.")


class AlreadyHolds(RuleViolation):
    message = lazy("%(official)s has already completed %(course)s.")


class NotNeeded(RuleViolation):
    message = lazy("%(official)s does not need the course %(course)s.")


class NotOpenToAll(RuleViolation):
    message = lazy("Seats in this class are given by the coordinator; nobody can take one himself.")


class DeadlineOver(RuleViolation):
    message = lazy("The last day to take or give back a seat was %(day)s.")


class NotTakenByHimself(RuleViolation):
    message = lazy("You were called to this class: only your unit or the coordinator can give the seat back.")


class SeatIsFinal(RuleViolation):
    message = lazy("This seat is no longer in use; nothing can be changed about it.")


class OfficialsAreBusy(RuleViolation):
    message = lazy("%(count)s officials of this class already have another class on %(day)s at that time.")


def obstacles(official: Official, *, to: TrainingClass) -> Iterator[RuleViolation]:
    """Say why ``official`` cannot get a seat in ``to``; say nothing if he can.

    Used by ``enrol``, by the form and by the “why not?” column of the list, so that the three always agree.
    """
    yield from closed(to)
    yield from full(to)
    yield from obstacles_of_newcomer(official, to=to)
    yield from emptied(official, to=to)


def closed(to: TrainingClass) -> Iterator[RuleViolation]:
    if to.state not in TAKES_PEOPLE:
        yield ClassNotOpen(what=to.name)


def full(to: TrainingClass) -> Iterator[RuleViolation]:
    if to.seats_left < 1:
        yield ClassIsFull(what=to.name, seats=to.seats)


def obstacles_of_newcomer(official: Official, *, to: TrainingClass) -> Iterator[RuleViolation]:
    """Say what in ``official`` himself keeps him from a seat in ``to``, from asking for it and waiting."""
    live = db.session.scalar(select(Enrolment.state).where(_live(official.id, to.id)))
    if live in {Seat.REQUESTED, Seat.WAITING}:
        yield AlreadyAsked(official=official.name)
    elif live:
        yield AlreadyEnrolled(official=official.name)
    if live not in TAKEN:
        yield from _busy(official, to=to)
    yield from _lacking(official, to=to)


def obstacles_of_waiting(official: Official, *, to: TrainingClass) -> Iterator[RuleViolation]:
    """Say why a free seat of ``to`` cannot be given to ``official``, who asked for one or waits."""
    yield from closed(to)
    yield from full(to)
    yield from _busy(official, to=to)
    yield from _lacking(official, to=to)
    yield from emptied(official, to=to)


def _busy(official: Official, *, to: TrainingClass) -> Iterator[RuleViolation]:
    if day := _first_busy_day(official, to=to):
        yield AlreadyBusy(official=official.name, day=short_date(day))


def _lacking(official: Official, *, to: TrainingClass) -> Iterator[RuleViolation]:
    if db.session.scalar(select(learns(official.id, to))):
        yield InAnotherClass(official=official.name, course=to.course.name)
    if holds(official, to.course):
        yield AlreadyHolds(official=official.name, course=to.course.name)
    for course in _missing_prerequisites(official, to=to):
        yield PrerequisiteMissing(official=official.name, course=course.name)


def obstacles_to_taking(official: Official, *, to: TrainingClass, on: date) -> Iterator[RuleViolation]:
    """Say why ``official`` cannot take a seat in ``to`` himself on the day ``on``."""
    yield from obstacles_to_coming_himself(to=to, on=on)
    yield from asked_first(to=to)
    yield from obstacles(official, to=to)
    yield from warnings(official, to=to, on=on)


def obstacles_to_coming_himself(*, to: TrainingClass, on: date) -> Iterator[RuleViolation]:
    """Say why no official may take a seat in ``to``, ask for one or wait for one by himself."""
    if not to.open_to_all:
        yield NotOpenToAll()
    if on > last_day(to):
        yield DeadlineOver(day=short_date(last_day(to)))


def asked_first(*, to: TrainingClass) -> Iterator[RuleViolation]:
    if to.by_approval:
        yield AskFirst(what=to.name)


def warnings(official: Official, *, to: TrainingClass, on: date) -> Iterator[RuleViolation]:
    """What a coordinator should know before he gives the seat all the same."""
    if not holds(official, to.course) and not db.session.scalar(select(needs(official.id, to.course, on=on))):
        yield NotNeeded(official=official.name, course=to.course.name)


def last_day(to: TrainingClass) -> date:
    """The last day to take or give back a seat oneself: at the latest the eve of the class."""
    return min(to.enrol_until or to.starts_on, to.starts_on - timedelta(days=1))


def holds(official: Official, course: Course) -> bool:
    """True when he has the course: passed, exempted, or proved from elsewhere."""
    return bool(db.session.scalar(select(earned(official.id, course.id))))


def earned(official_id: object, course_id: object) -> ColumnElement[bool]:
    return exists().where(
        EarnedCourse.official_id == official_id,
        EarnedCourse.course_id == course_id,
        EarnedCourse.basis.in_(SATISFIES),
        EarnedCourse.withdrawn_at.is_(None),
    )


def learns(official_id: object, but: TrainingClass) -> ColumnElement[bool]:
    """True for who has a seat, not decided yet, in another class of the same course."""
    return exists().where(
        Enrolment.official_id == official_id,
        Enrolment.state.in_(TAKEN),
        Enrolment.outcome.is_(None),
        Enrolment.class_id != but.id,
        TrainingClass.id == Enrolment.class_id,
        TrainingClass.course_id == but.course_id,
    )


def needs(official_id: object, course: Course, *, on: date) -> ColumnElement[bool]:
    """True for who was nominated for ``course``, or holds a workflow role that requires it, on a day."""
    nominated = exists().where(
        Nomination.official_id == official_id,
        Nomination.course_id == course.id,
        Nomination.withdrawn_on.is_(None),
    )
    required = exists().where(
        RoleAssignment.official_id == official_id,
        RoleAssignment.valid_from <= on,
        or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= on),
        Requirement.role_code == RoleAssignment.role_code,
        Requirement.course_id == course.id,
        Unit.id == RoleAssignment.unit_id,
        or_(Requirement.unit_kind.is_(None), Requirement.unit_kind == Unit.kind),
    )
    return or_(nominated, required)


def _live(official_id: object, class_id: object) -> ColumnElement[bool]:
    there = (Enrolment.official_id == official_id) & (Enrolment.class_id == class_id)
    return there & Enrolment.state.in_(LIVE)


def _first_busy_day(official: Official, *, to: TrainingClass) -> date | None:
    both = (
        select(OfficialHalfDay.day)
        .join(
            TrainingSession,
            (TrainingSession.day == OfficialHalfDay.day) & (TrainingSession.half == OfficialHalfDay.half),
        )
        .where(OfficialHalfDay.official_id == official.id, TrainingSession.class_id == to.id)
        .where(TrainingSession.state != SessionState.CANCELLED)
        .order_by(OfficialHalfDay.day)
    )
    return db.session.scalar(both.limit(1))


def _missing_prerequisites(official: Official, *, to: TrainingClass) -> list[Course]:
    """The courses he must have first, and neither has nor learns before ``to`` begins."""
    earlier = exists().where(
        Enrolment.official_id == official.id,
        Enrolment.state.in_(TAKEN),
        Enrolment.outcome.is_(None),
        TrainingClass.id == Enrolment.class_id,
        TrainingClass.course_id == Course.id,
        TrainingClass.ends_on < to.starts_on,
    )
    missing = (
        select(Course)
        .join(Prerequisite, Prerequisite.required_id == Course.id)
        .where(Prerequisite.course_id == to.course_id)
        .where(~earned(official.id, Course.id), ~earlier)
        .order_by(Course.position, Course.id)
    )
    return list(db.session.scalars(missing))
