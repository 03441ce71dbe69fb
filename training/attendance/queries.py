"""Attendance as the pages show it; every query is narrowed to what the reader answers for."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from training.accounts.models import User
from training.accounts.scope import seen_by
from training.attendance.models import Mark, Presence
from training.attendance.service import SEATED
from training.attendance.tally import Tally, tally
from training.classes.models import SessionState, TrainingClass, TrainingSession
from training.classes.scope import taught_by
from training.dates import HalfDay
from training.db import db
from training.enrolments import scope  # noqa: F401 - adds its clauses
from training.enrolments.models import Enrolment
from training.errors import NotFound
from training.i18n import lazy
from training.officials.models import Official
from training.permissions import Role

HALVES = {HalfDay.MORNING: lazy("a.m."), HalfDay.AFTERNOON: lazy("p.m.")}


@dataclass(frozen=True, slots=True)
class Attendee:
    """One official of a class, his marks in the order of the sessions, and what they amount to."""

    enrolment: Enrolment
    marks: tuple[Mark | None, ...]
    tally: Tally
    lost: bool  # can no longer come often enough

    @property
    def official(self) -> Official:
        return self.enrolment.official


@dataclass(frozen=True, slots=True)
class Board:
    """A class: half-days across, officials down."""

    training_class: TrainingClass
    sessions: Sequence[TrainingSession]
    rows: Sequence[Attendee]

    @property
    def women(self) -> int:
        return sum(row.official.is_woman for row in self.rows)

    @property
    def columns(self) -> list[str]:
        """A short heading for each half-day."""
        return [f"{each.day:%d.%m} {HALVES[each.half]}" for each in self.sessions]

    @property
    def sealed(self) -> list[bool]:
        return [each.state is SessionState.SEALED for each in self.sessions]


def get_class(number: int, *, user: User) -> TrainingClass:
    query = select(TrainingClass).where(TrainingClass.id == number, seen_by(user, TrainingClass))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def get_own_class(number: int, *, user: User) -> TrainingClass:
    """A class that ``user`` may work in: any for a coordinator, else those he teaches."""
    query = select(TrainingClass).where(TrainingClass.id == number, seen_by(user, TrainingClass))
    if not user.has(Role.COORDINATOR):
        query = query.where(taught_by(user))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def get_session(number: int, *, user: User) -> TrainingSession:
    """A session of a class that ``user`` may work in."""
    found = db.session.get(TrainingSession, number)
    if found is None:
        raise NotFound
    get_own_class(found.class_id, user=user)
    return found


def get_mark(number: int, *, user: User) -> Mark:
    """A mark of a class that ``user`` may work in, with the official and the session."""
    shown = joinedload(Mark.enrolment).joinedload(Enrolment.official), joinedload(Mark.training_session)
    found = db.session.get(Mark, number, options=shown)
    if found is None:
        raise NotFound
    get_own_class(found.training_session.class_id, user=user)
    return found


def seated(training_class: TrainingClass, *, user: User) -> Sequence[Enrolment]:
    """Who has a seat, in the order of names."""
    query = (
        select(Enrolment)
        .join(Enrolment.official)
        .where(Enrolment.class_id == training_class.id, Enrolment.state.in_(SEATED), seen_by(user, Enrolment))
        .options(joinedload(Enrolment.official), joinedload(Enrolment.unit))
        .order_by(Official.sort_key, Official.id)
    )
    return db.session.scalars(query).all()


def standing(training_class: TrainingClass) -> Sequence[TrainingSession]:
    query = (
        select(TrainingSession)
        .where(TrainingSession.class_id == training_class.id, TrainingSession.state != SessionState.CANCELLED)
        .order_by(TrainingSession.day, TrainingSession.half.desc())
    )
    return db.session.scalars(query).all()


def board(training_class: TrainingClass, *, user: User) -> Board:
    sessions, seats = standing(training_class), seated(training_class, user=user)
    known = _marks(sessions)
    needed = training_class.course.attendance_percent
    return Board(training_class, sessions, [_attendee(seat, sessions, known, needed) for seat in seats])


def presences(sessions: Sequence[TrainingSession]) -> dict[int, list[Presence]]:
    """The presences that count in ``sessions``, by the number of the enrolment."""
    found: dict[int, list[Presence]] = {}
    for (_session, enrolment), entry in _marks(sessions).items():
        found.setdefault(enrolment, []).append(entry.presence)
    return found


def history(entry: Mark) -> Sequence[Mark]:
    """All entries for the same official and session, the oldest first."""
    query = select(Mark).where(Mark.session_id == entry.session_id, Mark.enrolment_id == entry.enrolment_id)
    return db.session.scalars(query.order_by(Mark.id)).all()


def _marks(sessions: Sequence[TrainingSession]) -> dict[tuple[int, int], Mark]:
    numbers = [training_session.id for training_session in sessions]
    query = select(Mark).where(Mark.session_id.in_(numbers), Mark.superseded_at.is_(None))
    return {(entry.session_id, entry.enrolment_id): entry for entry in db.session.scalars(query)}


def _attendee(
    seat: Enrolment, sessions: Sequence[TrainingSession], known: dict[tuple[int, int], Mark], needed: int
) -> Attendee:
    marks = tuple(known.get((each.id, seat.id)) for each in sessions)
    counted = tally((entry.presence for entry in marks if entry), planned=len(sessions))
    return Attendee(seat, marks, counted, lost=not counted.can_reach(needed))


def works_in(training_class: TrainingClass, *, user: User) -> bool:
    """True when ``user`` may mark and assess in this class."""
    if user.has(Role.COORDINATOR):
        return True
    query = select(TrainingClass.id).where(TrainingClass.id == training_class.id, taught_by(user))
    return user.has(Role.TRAINER) and db.session.scalar(query) is not None
