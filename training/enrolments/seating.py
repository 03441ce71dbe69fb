"""How a seat is filled and freed: the class is locked, and the keys of the database have the last word."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError

from training.classes import service as classes
from training.classes.models import TrainingClass, TrainingSession
from training.db import db
from training.enrolments.models import Enrolment, OfficialHalfDay, Seat
from training.enrolments.offices import emptied, hold_office
from training.enrolments.rules import AlreadyBusy, AlreadyEnrolled
from training.errors import RuleViolation
from training.i18n import lazy, short_date
from training.officials.models import Official


class RecordMerged(RuleViolation):
    message = lazy("The record of %(official)s was merged with another one; give the seat to that one.")


def locked(class_id: int) -> TrainingClass:
    """The class as it is now, held against other writers until the transaction ends."""
    newest = select(TrainingClass).where(TrainingClass.id == class_id).with_for_update(of=TrainingClass)
    return db.session.scalars(newest.execution_options(populate_existing=True)).one()


def held(enrolment: Enrolment) -> TrainingClass:
    """Lock the class, and read the seat again: another request may have changed it meanwhile."""
    training_class = locked(enrolment.class_id)
    db.session.refresh(enrolment)
    return training_class


def new_seat(official: Official, *, to: TrainingClass, at: datetime) -> Enrolment:
    """Write a called seat with its half-days.

    Raises:
        AlreadyBusy: the official sits elsewhere in one of the half-days.
        AlreadyEnrolled: he has a live enrolment in the class.
    """
    enrolment = enrolment_of(official, to=to, state=Seat.CALLED, at=at)
    fill(enrolment, official, to=to, as_=Seat.CALLED, at=at)
    return enrolment


def enrolment_of(official: Official, *, to: TrainingClass, state: Seat, at: datetime) -> Enrolment:
    """A new enrolment with the unit of the day, not yet added to the session."""
    return Enrolment(
        class_id=to.id, official_id=official.id, unit_id=official.unit_id, state=state, created_at=at,
        changed_at=at,
    )  # fmt: skip


def fill(
    enrolment: Enrolment, official: Official, *, to: TrainingClass, as_: Seat, at: datetime,
    until: datetime | None = None,
) -> None:  # fmt: skip
    """Take a seat of the class and all its half-days for the enrolment, called, or offered ``until`` then.

    Raises:
        AlreadyBusy, AlreadyEnrolled, OfficeEmptied, RecordMerged: another transaction was first.
    """
    hold_record(official)
    hold_office(official)
    for obstacle in emptied(official, to=to):
        raise obstacle
    with the_database_agrees(official, to):
        if enrolment.state is not as_:
            enrolment.move_to(as_)
        enrolment.changed_at = at
        enrolment.called_at = at if as_ is Seat.CALLED else None
        enrolment.offered_until = until
        to.taken += 1
        db.session.add(enrolment)
        db.session.flush()
        db.session.add_all(_half_day(enrolment, each) for each in classes.standing_sessions(to))


def hold_record(official: Official) -> None:
    """Let nobody merge the record away until this transaction ends, and see whether somebody just did."""
    db.session.refresh(official, ["merged_into_id"], with_for_update={"read": True})
    if official.merged_into_id is not None:
        raise RecordMerged(official=official.name)


def free(enrolment: Enrolment, training_class: TrainingClass) -> None:
    """Give the seat and its half-days back to the class and to the official."""
    training_class.taken -= 1
    db.session.execute(delete(OfficialHalfDay).where(OfficialHalfDay.enrolment_id == enrolment.id))


@contextmanager
def the_database_agrees(official: Official, to: TrainingClass) -> Iterator[None]:
    """Flush what was written inside; the keys of the database have the last word on seats and half-days."""
    name, day = official.name, short_date(to.starts_on)
    try:
        with db.session.begin_nested():
            yield
            db.session.flush()
    except IntegrityError as error:
        words = str(error.orig)
        if "official_half_day" in words:
            raise AlreadyBusy(official=name, day=day) from error
        if "uq_enrolment_live" in words or "enrolment.official_id" in words:
            raise AlreadyEnrolled(official=name) from error
        raise


def _half_day(enrolment: Enrolment, training_session: TrainingSession) -> OfficialHalfDay:
    return OfficialHalfDay(
        official_id=enrolment.official_id, day=training_session.day, half=training_session.half,
        session_id=training_session.id, enrolment_id=enrolment.id,
    )  # fmt: skip
