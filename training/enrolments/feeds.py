"""The secret address from which a calendar program reads somebody's sessions, and what it finds there."""

import hashlib
import secrets
from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import select

from training import audit
from training.accounts.models import User
from training.classes.models import CalendarFeed, ClassState, SessionState, TrainingClass, TrainingSession
from training.db import db
from training.enrolments.ics import Entry
from training.enrolments.models import SEATED, Enrolment
from training.errors import NotFound
from training.institution import Institution
from training.resources.models import Trainer

PLACE = "fmis-training"


def make_address(user: User, *, at: datetime) -> str:
    """Give ``user`` a new secret (256 bits, only its hash is stored); the address that he had dies."""
    end_address(user, at=at)
    token = secrets.token_urlsafe(32)
    feed = CalendarFeed(user_id=user.id, token_hash=_hash_of(token), created_at=at)
    db.session.add(feed)
    audit.record("made calendar address", feed, by=user)
    return token


def end_address(user: User, *, at: datetime) -> None:
    """Let the address of ``user`` die, if he has one."""
    feed = address_of(user)
    if feed is not None:
        feed.ended_at = at
        audit.record("ended calendar address", feed, by=user)


def address_of(user: User) -> CalendarFeed | None:
    """The living address of ``user``; its secret is known to nobody but him."""
    living = select(CalendarFeed).where(CalendarFeed.user_id == user.id, CalendarFeed.ended_at.is_(None))
    return db.session.scalar(living)


def reader(token: str) -> User:
    """Whose sessions stand at the address.

    Raises:
        NotFound: it never was, it was ended, or its user was disabled.
    """
    living = (
        select(User)
        .join(CalendarFeed, CalendarFeed.user_id == User.id)
        .where(CalendarFeed.token_hash == _hash_of(token), CalendarFeed.ended_at.is_(None))
        .where(User.disabled_at.is_(None))
    )
    found = db.session.scalar(living)
    if found is None:
        raise NotFound
    return found


def entries_of(user: User, *, house: Institution) -> list[Entry]:
    """What ``user`` sits in as an official, and what he teaches as a trainer; nobody else's name is in it."""
    learned = _learned(user, house=house) if user.official_id else ()
    return [*learned, *_taught(user, house=house)]


def _learned(user: User, *, house: Institution) -> Iterator[Entry]:
    his = (
        select(Enrolment, TrainingSession, TrainingClass)
        .join(TrainingClass, TrainingClass.id == Enrolment.class_id)
        .join(TrainingSession, TrainingSession.class_id == TrainingClass.id)
        .where(Enrolment.official_id == user.official_id, TrainingClass.state != ClassState.DRAFT)
        .where(Enrolment.called_at.is_not(None))
        .order_by(TrainingSession.day, TrainingSession.half.desc(), Enrolment.id)
    )
    for enrolment, training_session, training_class in db.session.execute(his):
        gone = enrolment.state not in SEATED
        yield _entry(
            f"seat-{enrolment.id}-{training_session.id}", training_session, training_class, house=house,
            sequence=training_session.sequence + int(gone),
            cancelled=gone or training_session.state is SessionState.CANCELLED,
            changed_at=max(enrolment.changed_at, training_session.changed_at),
        )  # fmt: skip


def _taught(user: User, *, house: Institution) -> Iterator[Entry]:
    himself = select(Trainer.id).where(Trainer.user_id == user.id).scalar_subquery()
    his = (
        select(TrainingSession, TrainingClass)
        .join(TrainingClass, TrainingClass.id == TrainingSession.class_id)
        .where(TrainingSession.trainer_id == himself, TrainingClass.state != ClassState.DRAFT)
        .order_by(TrainingSession.day, TrainingSession.half.desc())
    )
    for training_session, training_class in db.session.execute(his):
        yield _entry(
            f"taught-{training_session.id}", training_session, training_class, house=house,
            sequence=training_session.sequence, changed_at=training_session.changed_at,
            cancelled=training_session.state is SessionState.CANCELLED,
        )  # fmt: skip


def _entry(
    uid: str, training_session: TrainingSession, training_class: TrainingClass, *, house: Institution,
    sequence: int, cancelled: bool, changed_at: datetime,
) -> Entry:  # fmt: skip
    begins, ends = house.hours(training_session.half)
    room = training_session.room
    return Entry(
        uid=f"{uid}@{PLACE}", day=training_session.day, begins=begins, ends=ends, sequence=sequence,
        cancelled=cancelled, changed_at=changed_at, title=str(training_class.name),
        place=f"{room.name}, {room.centre.name}", note=training_session.cancel_reason,
    )  # fmt: skip


def _hash_of(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
