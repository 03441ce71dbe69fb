"""Marks: who was at a session. They are entered, sealed, and afterwards only corrected with a reason."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from sqlalchemy import func, select

from training import audit, dates
from training.accounts.models import User
from training.attendance.models import Mark, Presence
from training.attendance.rules import (
    MarkReplaced,
    NotAllMarked,
    NotInProgress,
    NotSeated,
    NotYetTaught,
    SessionCancelled,
    SessionNotSealed,
    SessionSealed,
)
from training.classes import service as classes
from training.classes.models import ClassState, SessionState, TrainingClass, TrainingSession
from training.classes.rules import ReasonNeeded
from training.db import db
from training.enrolments.models import TAKEN, Enrolment, Seat
from training.errors import NotAllowed, RuleViolation
from training.i18n import short_date
from training.officials.models import Official
from training.permissions import Role

SEATED = TAKEN - {Seat.OFFERED}  # an offered seat is not yet taken up
TAUGHT_IN = frozenset({ClassState.PUBLISHED, ClassState.RUNNING, ClassState.TAUGHT})


def mark(
    training_session: TrainingSession,
    presences: Mapping[Enrolment, Presence],
    *,
    by: User | None,
    at: datetime,
) -> None:
    """Enter who was there. Until sealing, a new entry takes the place of the old one, which is kept.

    Raises:
        NotYetTaught, NotInProgress, SessionCancelled, SessionSealed: this session cannot be marked.
        NotSeated: one of the officials has no seat in its class.
    """
    training_class = _class_of(training_session)
    for obstacle in marking_obstacles(training_session, training_class, at=at):
        raise obstacle
    for stranger in _strangers(training_class, presences):
        raise NotSeated(name=_name_of(stranger))
    known = current_marks(training_session)
    changed = {e: p for e, p in presences.items() if e.id not in known or known[e.id].presence is not p}
    for enrolment in changed:
        if enrolment.id in known:
            known[enrolment.id].superseded_at = at
    db.session.flush()
    for enrolment, presence in changed.items():
        _enter(training_session, enrolment.id, presence=presence, by=by, at=at)
    if training_class.state is ClassState.PUBLISHED:
        training_class.move_to(ClassState.RUNNING)
    audit.record("marked attendance", training_session, by=by, marks=len(changed))


def seal(training_session: TrainingSession, *, by: User | None, at: datetime) -> None:
    """Make the marks final. With the last session sealed, the class is taught.

    Raises:
        NotYetTaught, NotInProgress, SessionCancelled, SessionSealed: this session cannot be sealed.
        NotAllMarked: somebody who has a seat has no mark.
    """
    training_class = _class_of(training_session)
    for obstacle in sealing_obstacles(training_session, at=at):
        raise obstacle
    classes.seal(training_session, by=by, at=at)
    if training_class.state is ClassState.PUBLISHED:
        training_class.move_to(ClassState.RUNNING)
    if training_class.state is ClassState.RUNNING and not _unsealed(training_class):
        training_class.move_to(ClassState.TAUGHT)
        db.session.flush()


def correct(wrong: Mark, *, presence: Presence, reason: str, by: User | None, at: datetime) -> Mark:
    """Put a new entry in place of a sealed one, with its reason; the old one is kept.

    Raises:
        NotAllowed: ``by`` is no coordinator.
        SessionNotSealed, NotInProgress, MarkReplaced, ReasonNeeded: it cannot be corrected.
    """
    if by is not None and not by.has(Role.COORDINATOR):
        raise NotAllowed
    training_session = db.session.get_one(TrainingSession, wrong.session_id)
    for obstacle in correction_obstacles(wrong, training_session, reason=reason):
        raise obstacle
    wrong.superseded_at = at
    db.session.flush()
    new = _enter(training_session, wrong.enrolment_id, presence=presence, by=by, at=at, reason=reason.strip())
    audit.record("corrected mark", new, by=by, was=wrong.presence.value, now=presence.value, reason=reason)
    return new


def marking_obstacles(
    training_session: TrainingSession, training_class: TrainingClass, *, at: datetime
) -> Iterator[RuleViolation]:
    """Why this session cannot be marked now."""
    if training_session.state is SessionState.CANCELLED:
        yield SessionCancelled()
    if training_session.state is SessionState.SEALED:
        yield SessionSealed()
    if training_class.state not in TAUGHT_IN:
        yield NotInProgress()
    if training_session.day > dates.local(at).date():
        yield NotYetTaught(day=short_date(training_session.day))


def sealing_obstacles(training_session: TrainingSession, *, at: datetime) -> Iterator[RuleViolation]:
    """Why this session cannot be sealed now."""
    training_class = _class_of(training_session)
    yield from marking_obstacles(training_session, training_class, at=at)
    known = current_marks(training_session)
    missing = [number for number in _seated(training_class) if number not in known]
    if missing:
        yield NotAllMarked(count=len(missing))


def correction_obstacles(
    wrong: Mark, training_session: TrainingSession, *, reason: str
) -> Iterator[RuleViolation]:
    """Why this mark cannot be corrected."""
    if training_session.state is not SessionState.SEALED:
        yield SessionNotSealed()
    if _class_of(training_session).state not in TAUGHT_IN:
        yield NotInProgress()
    if wrong.superseded_at is not None:
        yield MarkReplaced()
    if not reason.strip():
        yield ReasonNeeded()


def current_marks(training_session: TrainingSession) -> dict[int, Mark]:
    """The marks that count, by the number of the enrolment."""
    query = select(Mark).where(Mark.session_id == training_session.id, Mark.superseded_at.is_(None))
    return {found.enrolment_id: found for found in db.session.scalars(query)}


def _enter(
    training_session: TrainingSession,
    enrolment_id: int,
    *,
    presence: Presence,
    by: User | None,
    at: datetime,
    reason: str = "",
) -> Mark:
    new = Mark(
        session_id=training_session.id,
        enrolment_id=enrolment_id,
        presence=presence,
        reason=reason,
        marked_at=at,
        marked_by_id=by.id if by else None,
    )
    db.session.add(new)
    db.session.flush()
    return new


def _class_of(training_session: TrainingSession) -> TrainingClass:
    return db.session.get_one(TrainingClass, training_session.class_id)


def _strangers(training_class: TrainingClass, presences: Mapping[Enrolment, Presence]) -> list[Enrolment]:
    return [e for e in presences if e.class_id != training_class.id or e.state not in SEATED]


def _seated(training_class: TrainingClass) -> list[int]:
    query = select(Enrolment.id).where(Enrolment.class_id == training_class.id, Enrolment.state.in_(SEATED))
    return list(db.session.scalars(query))


def _unsealed(training_class: TrainingClass) -> int:
    query = select(func.count()).where(
        TrainingSession.class_id == training_class.id, TrainingSession.state == SessionState.PLANNED
    )
    return db.session.scalar(query) or 0


def _name_of(enrolment: Enrolment) -> str:
    return str(db.session.get_one(Official, enrolment.official_id).name)
