"""What the pages of seats show, each narrowed to what its reader may see."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select
from sqlalchemy.orm import joinedload

from training import dates
from training.accounts.models import User
from training.accounts.scope import seen_by
from training.classes.models import ClassState, SessionState, TrainingClass, TrainingSession
from training.db import db
from training.enrolments.asking import Way, way_into, why_not
from training.enrolments.models import LIVE, SEATED, TAKEN, Enrolment, OfficialHalfDay, Seat
from training.enrolments.rules import (
    TAKES_PEOPLE,
    earned,
    learns,
    needs,
    warnings,
)
from training.errors import NotFound, RuleViolation
from training.officials.models import Official

CANDIDATES = 20


@dataclass(frozen=True, slots=True)
class Candidate:
    """An official who might get a seat; ``why_not`` is empty if he can, ``warnings`` say what to think of."""

    official: Official
    way: Way
    why_not: tuple[RuleViolation, ...]
    warnings: tuple[RuleViolation, ...]


@dataclass(frozen=True, slots=True)
class Appointment:
    """One half-day of an official's schedule."""

    training_session: TrainingSession
    training_class: TrainingClass


@dataclass(frozen=True, slots=True)
class Offer:
    """A class that is open to all, and why this official cannot come to it by its ``way``."""

    training_class: TrainingClass
    way: Way
    why_not: tuple[RuleViolation, ...]


def get_enrolment(number: int, *, for_user: User) -> Enrolment:
    """The seat, if the user sees it.

    Raises:
        NotFound: there is none, or it is not his.
    """
    wanted = select(Enrolment).where(Enrolment.id == number, seen_by(for_user, Enrolment))
    found = db.session.scalar(wanted.options(*_WITH_PERSON))
    if found is None:
        raise NotFound
    return found


def get_official(number: int, *, for_user: User) -> Official:
    """The official, if the user sees him.

    Raises:
        NotFound: there is none, or he is not his.
    """
    found = db.session.scalar(_officials(for_user).where(Official.id == number))
    if found is None:
        raise NotFound
    return found


def seats_of(training_class: TrainingClass, *, for_user: User) -> Sequence[Enrolment]:
    """The seats of a class that the user sees: those in use first, each with its official and unit.

    Who only asks or waits stands on the waiting list (``waiting.queue_of``).
    """
    theirs = select(Enrolment).where(Enrolment.class_id == training_class.id, seen_by(for_user, Enrolment))
    theirs = theirs.where(Enrolment.state.not_in((Seat.REQUESTED, Seat.WAITING)))
    given_up = Enrolment.state.not_in(LIVE)
    return db.session.scalars(theirs.options(*_WITH_PERSON).order_by(given_up, Enrolment.id)).all()


def women_among(seats: Iterable[Enrolment]) -> tuple[int, int]:
    """How many officials have a seat, and how many of them are women."""
    there = [seat.official.is_woman for seat in seats if seat.state in TAKEN]
    return len(there), sum(there)


def candidates(
    training_class: TrainingClass, *, for_user: User, search: str, at: datetime
) -> Sequence[Candidate]:
    """Officials for a seat: those who need the course, or everybody whose name or ID fits ``search``."""
    wanted, on = _officials(for_user), dates.local(at).date()
    if search:
        wanted = wanted.where(_fits(search))
    else:
        lacking = ~earned(Official.id, training_class.course_id) & ~learns(Official.id, training_class)
        wanted = wanted.where(
            needs(Official.id, training_class.course, on=on), lacking, ~_there(training_class)
        )
    way = way_into(training_class, by=for_user)
    found = db.session.scalars(wanted.order_by(Official.sort_key, Official.id).limit(CANDIDATES)).all()
    return [
        Candidate(
            official,
            way,
            tuple(why_not(official, to=training_class, way=way, by=for_user, at=at)),
            tuple(warnings(official, to=training_class, on=on)),
        )
        for official in found
    ]


def schedule_of(official_id: int) -> Sequence[Appointment]:
    """All half-days that an official spends, or spent, in class, in time."""
    theirs = (
        select(TrainingSession, TrainingClass)
        .join(OfficialHalfDay, OfficialHalfDay.session_id == TrainingSession.id)
        .join(TrainingClass, TrainingClass.id == TrainingSession.class_id)
        .join(Enrolment, Enrolment.id == OfficialHalfDay.enrolment_id)
        .where(OfficialHalfDay.official_id == official_id, TrainingClass.state != ClassState.DRAFT)
        .where(Enrolment.state.in_(SEATED))
        .order_by(TrainingSession.day, TrainingSession.half.desc())
    )
    return [Appointment(*row) for row in db.session.execute(theirs)]


def own_seats(official_id: int) -> Sequence[Enrolment]:
    """The seats that an official has now, each with its class; an offered one he has not yet."""
    his = select(Enrolment).where(Enrolment.official_id == official_id, Enrolment.state.in_(SEATED))
    with_class = joinedload(Enrolment.training_class)
    return db.session.scalars(his.options(with_class).order_by(Enrolment.id)).all()


def offers_to(official: Official, *, for_user: User, at: datetime) -> Sequence[Offer]:
    """The classes open to all that have not begun, with what keeps this official from them."""
    on = dates.local(at).date()
    has_seat = exists().where(
        Enrolment.class_id == TrainingClass.id,
        Enrolment.official_id == official.id,
        Enrolment.state.in_(LIVE),
    )
    wanted = (
        select(TrainingClass)
        .where(TrainingClass.open_to_all, TrainingClass.state.in_(TAKES_PEOPLE), TrainingClass.starts_on > on)
        .where(~has_seat)
        .order_by(TrainingClass.starts_on, TrainingClass.id)
    )
    return [
        Offer(each, way, tuple(why_not(official, to=each, way=way, by=for_user, at=at)))
        for each in db.session.scalars(wanted.limit(CANDIDATES)).all()
        if (way := way_into(each, by=for_user))
    ]


def next_appointment(schedule: Sequence[Appointment], *, on: date) -> Appointment | None:
    """The first half-day that is not past on the day ``on``."""
    coming = (
        each
        for each in schedule
        if each.training_session.day >= on and each.training_session.state is SessionState.PLANNED
    )
    return next(coming, None)


_WITH_PERSON = (joinedload(Enrolment.official), joinedload(Enrolment.unit))


def _officials(user: User) -> Select[Official]:
    seen = and_(seen_by(user, Official), Official.merged_into_id.is_(None))
    return select(Official).where(seen).options(joinedload(Official.unit))


def _fits(search: str) -> ColumnElement[bool]:
    return or_(
        Official.name_km.contains(search, autoescape=True),
        Official.name_latin.icontains(search, autoescape=True),
        Official.staff_id.startswith(search, autoescape=True),
    )


def _there(training_class: TrainingClass) -> ColumnElement[bool]:
    return exists().where(
        Enrolment.official_id == Official.id,
        Enrolment.class_id == training_class.id,
        Enrolment.state.in_(LIVE),
    )
