"""Seats that are granted: somebody asks, the coordinator says yes, or no with a reason."""

from datetime import datetime

from training import audit, dates
from training.accounts.models import User
from training.classes.models import TrainingClass
from training.classes.rules import ReasonNeeded
from training.db import db
from training.enrolments.asking import NotWaiting, OwnRequest, is_himself, obstacles_to_asking
from training.enrolments.models import Enrolment, Seat
from training.enrolments.queue import pass_over_waiting, settled
from training.enrolments.rules import ClassIsFull, obstacles_of_waiting
from training.enrolments.seating import enrolment_of, fill, held, the_database_agrees
from training.officials.models import Official


def ask(official: Official, *, to: TrainingClass, by: User | None, at: datetime) -> Enrolment:
    """Ask for a seat for ``official``, who may be ``by`` himself, in a class whose seats are granted.

    Raises:
        RuleViolation: the first of ``obstacles_to_asking``.
    """
    to = settled(to.id, at=at)
    for obstacle in obstacles_to_asking(official, to=to, by=by, at=at, on=dates.local(at).date()):
        raise obstacle
    enrolment = enrolment_of(official, to=to, state=Seat.REQUESTED, at=at)
    enrolment.by_himself = is_himself(by, official)
    with the_database_agrees(official, to):
        db.session.add(enrolment)
    audit.record("asked for seat", enrolment, by=by, official=official.id, training_class=to.id)
    return enrolment


def grant(enrolment: Enrolment, *, by: User | None, at: datetime) -> None:
    """Grant a request: the official is called, or waits when the class is full, in the order of asking.

    Raises:
        NotWaiting: it was decided or taken back meanwhile.
        OwnRequest: it is one's own.
        RuleViolation: the official cannot come to the class any more.
    """
    to = settled(enrolment.class_id, at=at)
    official = _undecided(enrolment, by=by)
    is_full = False
    for obstacle in obstacles_of_waiting(official, to=to):
        if not isinstance(obstacle, ClassIsFull):
            raise obstacle
        is_full = True
    if is_full:
        enrolment.move_to(Seat.WAITING)
        enrolment.changed_at = at
    else:
        pass_over_waiting(official, to=to, at=at)
        fill(enrolment, official, to=to, as_=Seat.CALLED, at=at)
    audit.record("granted request", enrolment, by=by, state=enrolment.state.value)


def refuse(enrolment: Enrolment, *, reason: str, by: User | None, at: datetime) -> None:
    """Refuse a request; who asked reads the reason.

    Raises:
        ReasonNeeded: the reason is empty.
        NotWaiting: it was decided or taken back meanwhile.
        OwnRequest: it is one's own.
    """
    if not reason.strip():
        raise ReasonNeeded
    held(enrolment)
    _undecided(enrolment, by=by)
    enrolment.move_to(Seat.REFUSED)
    enrolment.reason, enrolment.changed_at = reason, at
    audit.record("refused request", enrolment, by=by, reason=reason)


def _undecided(enrolment: Enrolment, *, by: User | None) -> Official:
    """The official of a request that waits for its decision, which is not that of ``by`` himself."""
    db.session.refresh(enrolment)
    official = db.session.get_one(Official, enrolment.official_id)
    if enrolment.state is not Seat.REQUESTED:
        raise NotWaiting(official=official.name)
    if is_himself(by, official):
        raise OwnRequest
    return official
