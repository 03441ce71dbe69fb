"""What is done with classes and sessions: open, publish, begin, end, move, cancel, seal."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import func, select

from training import audit, dates
from training.accounts.models import User
from training.classes.models import ClassState, SessionChange, SessionState, TrainingClass, TrainingSession
from training.classes.rules import (
    LastSession,
    NoSessions,
    ReasonNeeded,
    SessionIsFinal,
    Slot,
    obstacles,
    the_database_agrees,
)
from training.courses.models import Course
from training.dates import HalfDay
from training.db import db
from training.errors import RuleViolation
from training.institution import institution
from training.resources.models import Room, Trainer

CHANGEABLE = frozenset({ClassState.DRAFT, ClassState.PUBLISHED, ClassState.RUNNING})


def open_class(
    course: Course, *, room: Room, trainer: Trainer, sessions: Sequence[tuple[date, HalfDay]], seats: int,
    by: User | None, at: datetime, on: date, number: int | None = None, open_to_all: bool = False,
    by_approval: bool = False, enrol_until: date | None = None, wave: str = "",
) -> TrainingClass:  # fmt: skip
    """Open a class as a draft, with a session on each half-day of ``sessions``; ``seats`` are persons.

    Without a ``number`` it gets the next one of its course. No session may lie before ``on``.

    Raises:
        RuleViolation: the first of ``obstacles`` of any of its sessions, or there is none at all.
    """
    for obstacle in obstacles_to_opening(
        course, room=room, trainer=trainer, sessions=sessions, seats=seats, on=on
    ):
        raise obstacle
    days = [day for day, _half in sessions]
    opened = TrainingClass(
        course_id=course.id, number=number or next_number(course), room_id=room.id, trainer_id=trainer.id,
        seats=seats, open_to_all=open_to_all, by_approval=by_approval, enrol_until=enrol_until, wave=wave,
        starts_on=min(days), ends_on=max(days), created_at=at,
    )  # fmt: skip
    db.session.add(opened)
    db.session.flush()
    for day, half in sessions:
        with the_database_agrees(Slot(day, half, room, trainer)):
            db.session.add(
                TrainingSession(
                    class_id=opened.id,
                    day=day,
                    half=half,
                    room_id=room.id,
                    trainer_id=trainer.id,
                    changed_at=at,
                )
            )
    audit.record("opened class", opened, by=by, course=course.id, sessions=len(sessions))
    return opened


def obstacles_to_opening(
    course: Course,
    *,
    room: Room,
    trainer: Trainer,
    sessions: Sequence[tuple[date, HalfDay]],
    seats: int,
    on: date,
) -> Iterator[RuleViolation]:
    """Say why such a class cannot be opened, each reason once."""
    if not sessions:
        yield NoSessions()
    said: set[str] = set()
    for day, half in sessions:
        for obstacle in obstacles(course, seats=seats, slot=Slot(day, half, room, trainer), on=on):
            if str(obstacle) not in said:
                said.add(str(obstacle))
                yield obstacle


def next_number(course: Course) -> int:
    """The number of the next class of ``course``."""
    last = db.session.scalar(
        select(func.max(TrainingClass.number)).where(TrainingClass.course_id == course.id)
    )
    return (last or 0) + 1


def publish(training_class: TrainingClass, *, by: User | None, at: datetime) -> None:
    """Let everybody concerned see the class, and officials be enrolled.

    Raises:
        NoSessions: it has none that stands.
        ForbiddenMove: it is not a draft.
    """
    if not standing_sessions(training_class):
        raise NoSessions
    training_class.move_to(ClassState.PUBLISHED)
    training_class.published_at = at
    audit.record("published class", training_class, by=by)


def standing_sessions(training_class: TrainingClass) -> list[TrainingSession]:
    """The sessions that are not cancelled, in their order in time."""
    found = db.session.scalars(
        select(TrainingSession)
        .where(TrainingSession.class_id == training_class.id, TrainingSession.state != SessionState.CANCELLED)
        .order_by(TrainingSession.day, TrainingSession.half.desc())
    )
    return list(found)


def begins_at(training_session: TrainingSession) -> datetime:
    return dates.instant(training_session.day, institution().hours(training_session.half)[0])


def ends_at(training_session: TrainingSession) -> datetime:
    return dates.instant(training_session.day, institution().hours(training_session.half)[1])


def start_if_due(training_class: TrainingClass, *, at: datetime) -> None:
    """Let a published class run once its first session has begun."""
    standing = standing_sessions(training_class)
    if training_class.state is ClassState.PUBLISHED and standing and begins_at(standing[0]) <= at:
        training_class.move_to(ClassState.RUNNING)
        audit.record("class began", training_class, by=None)


def end_if_due(training_class: TrainingClass, *, at: datetime) -> None:
    """Call a running class taught once its last session is over."""
    standing = standing_sessions(training_class)
    if training_class.state is ClassState.RUNNING and standing and ends_at(standing[-1]) <= at:
        training_class.move_to(ClassState.TAUGHT)
        audit.record("class ended", training_class, by=None)


def bring_up_to_date(*, at: datetime) -> None:
    """Begin and end every class that is due at ``at``; safe to run as often as one likes."""
    due = select(TrainingClass).where(
        TrainingClass.state.in_((ClassState.PUBLISHED, ClassState.RUNNING)),
        TrainingClass.starts_on <= dates.local(at).date(),
    )
    for training_class in db.session.scalars(due).all():
        start_if_due(training_class, at=at)
        end_if_due(training_class, at=at)
    db.session.flush()


def obstacles_to_moving(
    training_session: TrainingSession, *, to: Slot, at: datetime
) -> Iterator[RuleViolation]:
    """Say why ``training_session`` cannot stand in ``to``."""
    training_class = db.session.get_one(TrainingClass, training_session.class_id)
    if training_session.state is not SessionState.PLANNED or training_class.state not in CHANGEABLE:
        yield SessionIsFinal()
    on = dates.local(at).date()
    yield from obstacles(
        training_class.course, seats=training_class.seats, slot=to, on=on, but=training_session
    )


def move_session(
    training_session: TrainingSession, *, day: date, half: HalfDay, room: Room, trainer: Trainer, reason: str,
    by: User | None, at: datetime,
) -> None:  # fmt: skip
    """Move a session to another half-day, room or trainer; how it stood before is kept with the reason.

    A class with officials is moved with ``enrolments.service.move_session``, which takes them along.

    Raises:
        ReasonNeeded: nobody is moved without a reason.
        RuleViolation: the first of ``obstacles_to_moving``.
    """
    slot = Slot(day, half, room, trainer)
    _need(reason)
    for obstacle in obstacles_to_moving(training_session, to=slot, at=at):
        raise obstacle
    _keep_as_it_stood(training_session, reason=reason, by=by, at=at)
    with the_database_agrees(slot):
        training_session.day, training_session.half = day, half
        training_session.room_id, training_session.trainer_id = room.id, trainer.id
    db.session.expire(training_session, ["room", "trainer"])
    _follow_sessions(db.session.get_one(TrainingClass, training_session.class_id))
    audit.record(
        "moved session", training_session, by=by, day=day.isoformat(), half=half.value, reason=reason
    )


def cancel_session(training_session: TrainingSession, *, reason: str, by: User | None, at: datetime) -> None:
    """Let a session fall away; its room and its trainer are free again.

    Raises:
        ReasonNeeded: the reason is empty.
        SessionIsFinal: it is sealed or cancelled, or its class is over.
        LastSession: nothing of the class would be left.
    """
    _need(reason)
    training_class = db.session.get_one(TrainingClass, training_session.class_id)
    if training_session.state is not SessionState.PLANNED or training_class.state not in CHANGEABLE:
        raise SessionIsFinal
    if len(standing_sessions(training_class)) == 1:
        raise LastSession
    _strike(training_session, reason=reason, by=by, at=at)
    _follow_sessions(training_class)
    audit.record("cancelled session", training_session, by=by, reason=reason)


def cancel_empty_class(training_class: TrainingClass, *, reason: str, by: User | None, at: datetime) -> None:
    """Cancel a class and what is left of its sessions. Who sits in it is taken care of by
    ``enrolments.service.cancel_class``, which ends here.

    Raises:
        ReasonNeeded: the reason is empty.
        ForbiddenMove: it is taught or cancelled already.
    """
    _need(reason)
    training_class.move_to(ClassState.CANCELLED)
    for training_session in standing_sessions(training_class):
        if training_session.state is SessionState.PLANNED:
            _strike(training_session, reason=reason, by=by, at=at)
    training_class.cancel_reason = reason
    training_class.version += 1
    audit.record("cancelled class", training_class, by=by, reason=reason)


def seal(training_session: TrainingSession, *, by: User | None, at: datetime) -> None:
    """Make the marks of a session final.

    Raises:
        ForbiddenMove: it is sealed or cancelled already.
    """
    training_session.move_to(SessionState.SEALED)
    training_session.sealed_at = at
    training_session.sealed_by_id = by.id if by else None
    audit.record("sealed session", training_session, by=by)


def _need(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded


def _strike(training_session: TrainingSession, *, reason: str, by: User | None, at: datetime) -> None:
    _keep_as_it_stood(training_session, reason=reason, by=by, at=at)
    training_session.move_to(SessionState.CANCELLED)
    training_session.cancel_reason = reason


def _keep_as_it_stood(
    training_session: TrainingSession, *, reason: str, by: User | None, at: datetime
) -> None:
    was = training_session
    db.session.add(
        SessionChange(
            session_id=was.id, at=at, by_id=by.id if by else None, reason=reason, day=was.day, half=was.half,
            room_id=was.room_id, trainer_id=was.trainer_id,
        )
    )  # fmt: skip
    training_session.sequence += 1
    training_session.changed_at = at


def _follow_sessions(training_class: TrainingClass) -> None:
    """Let the class begin and end with its sessions, and count the change."""
    db.session.flush()
    days = [training_session.day for training_session in standing_sessions(training_class)]
    training_class.starts_on, training_class.ends_on = min(days), max(days)
    training_class.version += 1
    db.session.expire(training_class, ["sessions"])
