"""What is done with seats: call, take, give back, confirm, decline, replace, decide."""

from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy import Select, select

from training import audit, dates
from training.accounts.models import User
from training.classes import service as classes
from training.classes.models import TrainingClass
from training.classes.rules import ReasonNeeded
from training.db import db
from training.enrolments.models import TAKEN, Enrolment, Outcome, Seat
from training.enrolments.queue import pass_over_waiting, settle, settled
from training.enrolments.rules import (
    DeadlineOver,
    NotTakenByHimself,
    SeatIsFinal,
    asked_first,
    last_day,
    obstacles,
    obstacles_to_taking,
)
from training.enrolments.seating import free, held, locked, new_seat
from training.errors import RuleViolation
from training.i18n import short_date
from training.officials.models import Official
from training.permissions import Action

OPEN = TAKEN - {Seat.COMPLETED, Seat.NOT_COMPLETED}


def enrol(official: Official, *, to: TrainingClass, by: User | None, at: datetime) -> Enrolment:
    """Call ``official`` to all the standing sessions of ``to``: he has a seat, and these half-days are taken.

    The class is locked first, so that two requests for its last seat come one after the other.

    Raises:
        RuleViolation: the first of ``obstacles_to_giving``, or somebody who waits comes first.
    """
    to = settled(to.id, at=at)
    for obstacle in obstacles_to_giving(official, to=to, by=by):
        raise obstacle
    pass_over_waiting(official, to=to, at=at)
    enrolment = new_seat(official, to=to, at=at)
    audit.record("enrolled", enrolment, by=by, official=official.id, training_class=to.id)
    return enrolment


def take_seat(official: Official, *, to: TrainingClass, by: User | None, at: datetime) -> Enrolment:
    """Let ``official`` take a seat himself in a class that is open to all, until its deadline.

    Raises:
        RuleViolation: the first of ``obstacles_to_taking``.
    """
    to = settled(to.id, at=at)
    for obstacle in obstacles_to_taking(official, to=to, on=dates.local(at).date()):
        raise obstacle
    pass_over_waiting(official, to=to, at=at)
    enrolment = new_seat(official, to=to, at=at)
    enrolment.by_himself = True
    audit.record("took seat", enrolment, by=by, official=official.id, training_class=to.id)
    return enrolment


def give_back(enrolment: Enrolment, *, by: User | None, at: datetime) -> None:
    """Let an official give back the seat that he took himself, until the deadline.

    Raises:
        NotTakenByHimself: he was called.
        DeadlineOver: the last day for it is past.
        ForbiddenMove: the seat is no longer his.
    """
    training_class = held(enrolment)
    if not enrolment.by_himself:
        raise NotTakenByHimself
    if dates.local(at).date() > last_day(training_class):
        raise DeadlineOver(day=short_date(last_day(training_class)))
    _leave(enrolment, training_class, to=Seat.WITHDRAWN, at=at)
    audit.record("gave back seat", enrolment, by=by)
    settle(training_class, at=at)


def confirm(enrolment: Enrolment, *, by: User | None, at: datetime) -> None:
    """Note that the unit releases the official for the class.

    Raises:
        ForbiddenMove: he is not called.
    """
    enrolment.move_to(Seat.CONFIRMED)
    enrolment.changed_at = at
    audit.record("confirmed seat", enrolment, by=by)


def decline(enrolment: Enrolment, *, reason: str, by: User | None, at: datetime) -> None:
    """Note that the unit cannot release the called official; the seat is free again.

    Raises:
        ReasonNeeded: the reason is empty.
        ForbiddenMove: the seat is not merely called or offered.
    """
    training_class = _end(enrolment, to=Seat.DECLINED, reason=reason, at=at)
    audit.record("declined seat", enrolment, by=by, reason=reason)
    settle(training_class, at=at)


def withdraw(enrolment: Enrolment, *, reason: str, by: User | None, at: datetime) -> None:
    """Take an official out of the class; the seat is free again.

    Raises:
        ReasonNeeded: the reason is empty.
        ForbiddenMove: the seat is decided or given up already.
    """
    training_class = _end(enrolment, to=Seat.WITHDRAWN, reason=reason, at=at)
    audit.record("withdrew seat", enrolment, by=by, reason=reason)
    settle(training_class, at=at)


def replace(
    enrolment: Enrolment, *, with_: Official, reason: str, by: User | None, at: datetime
) -> Enrolment:
    """Give the seat to another official; the old enrolment names the new one.

    Raises:
        ReasonNeeded: the reason is empty.
        SeatIsFinal: the seat is decided or given up already.
        RuleViolation: the first of ``obstacles`` for the other official.
    """
    _need(reason)
    training_class = held(enrolment)
    if enrolment.state not in {Seat.CALLED, Seat.CONFIRMED}:
        raise SeatIsFinal
    free(enrolment, training_class)
    for obstacle in obstacles(with_, to=training_class):
        raise obstacle
    substitute = new_seat(with_, to=training_class, at=at)
    enrolment.substitute_id = substitute.id
    enrolment.move_to(Seat.REPLACED)
    enrolment.reason, enrolment.changed_at = reason, at
    audit.record("replaced official", enrolment, by=by, substitute=substitute.id, reason=reason)
    return substitute


def cancel_class(training_class: TrainingClass, *, reason: str, by: User | None, at: datetime) -> None:
    """Cancel a class and set everybody in it free.

    Raises:
        ReasonNeeded: the reason is empty.
        ForbiddenMove: the class is taught or cancelled already.
    """
    training_class = locked(training_class.id)
    classes.cancel_empty_class(training_class, reason=reason, by=by, at=at)
    for enrolment in db.session.scalars(_live_in(training_class)).all():
        wanted = Seat.EXPIRED if enrolment.state is Seat.OFFERED else Seat.WITHDRAWN
        if enrolment.state in TAKEN:
            free(enrolment, training_class)
        enrolment.move_to(wanted)
        enrolment.reason, enrolment.changed_at = reason, at
    db.session.flush()


def decide(
    enrolment: Enrolment, *, outcome: Outcome, attended: int, taught: int, marks: int | None, on: date,
    by: User | None,
) -> None:  # fmt: skip
    """Write the outcome beside the seat: half-days attended and taught, best marks in percent.

    Completed is who attended and passed; who only attended has not completed, and his need stays.

    Raises:
        ForbiddenMove: the official has no seat in the class, or it was decided the other way.
    """
    wanted = Seat.COMPLETED if outcome is Outcome.ACHIEVEMENT else Seat.NOT_COMPLETED
    if enrolment.state is not wanted:
        enrolment.move_to(wanted)
    enrolment.outcome, enrolment.attended, enrolment.taught = outcome, attended, taught
    enrolment.marks, enrolment.decided_on = marks, on
    audit.record("decided outcome", enrolment, by=by, outcome=outcome.value, marks=marks)


def obstacles_to_giving(official: Official, *, to: TrainingClass, by: User | None) -> Iterator[RuleViolation]:
    """Say why ``by`` cannot give ``official`` a seat in ``to``: where the coordinator grants, units ask."""
    if by is not None and not by.may(Action.DECIDE_REQUESTS):
        yield from asked_first(to=to)
    yield from obstacles(official, to=to)


def _end(enrolment: Enrolment, *, to: Seat, reason: str, at: datetime) -> TrainingClass:
    _need(reason)
    training_class = held(enrolment)
    _leave(enrolment, training_class, to=to, at=at)
    enrolment.reason = reason
    return training_class


def _leave(enrolment: Enrolment, training_class: TrainingClass, *, to: Seat, at: datetime) -> None:
    had_seat = enrolment.state in TAKEN
    enrolment.move_to(to)
    enrolment.changed_at = at
    if had_seat:
        free(enrolment, training_class)


def _live_in(training_class: TrainingClass) -> Select[Enrolment]:
    live = {Seat.REQUESTED, Seat.WAITING} | OPEN
    return select(Enrolment).where(Enrolment.class_id == training_class.id, Enrolment.state.in_(live))


def _need(reason: str) -> None:
    if not reason.strip():
        raise ReasonNeeded
