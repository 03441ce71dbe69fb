"""The waiting list of a class: who joins it, who is offered the free seat, and what he answers."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial

from sqlalchemy import select

from training import audit, dates
from training.accounts.models import User
from training.classes.models import TrainingClass
from training.classes.rules import ReasonNeeded
from training.db import db
from training.enrolments.asking import (
    HasBegun,
    NotHisTurn,
    NotWaiting,
    OfferOver,
    begins_at,
    closed_or_begun,
    is_himself,
    obstacles_to_waiting,
)
from training.enrolments.models import Enrolment, PassedOver, Seat
from training.enrolments.rules import closed, obstacles_of_waiting
from training.enrolments.seating import enrolment_of, fill, free, held, locked, the_database_agrees
from training.errors import RuleViolation
from training.i18n import speaking
from training.institution import institution
from training.officials.models import Official

Reasons = Callable[[], Iterator[RuleViolation]]


def settled(class_id: int, *, at: datetime) -> TrainingClass:
    """The class, locked, with everything done that its waiting list demands at ``at``."""
    training_class = locked(class_id)
    settle(training_class, at=at)
    return training_class


def settle(to: TrainingClass, *, at: datetime) -> None:
    """Let unanswered offers lapse and offer each free seat to the first who waits and can come.

    Once the class has begun nothing is offered any more; after its first day nobody waits any more. The class
    is locked by the caller; doing it again changes nothing.
    """
    for enrolment in _those(to, Seat.OFFERED):
        if enrolment.offered_until is not None and enrolment.offered_until <= at:
            _lapse(enrolment, to, at=at)
    if not closed_or_begun(to, at=at):
        _offer_free_seats(to, at=at)
    elif dates.local(at).date() > to.starts_on:
        _end_waiting(to, at=at)
    db.session.flush()


def wait_for(official: Official, *, to: TrainingClass, by: User | None, at: datetime) -> Enrolment:
    """Put ``official`` at the end of the waiting list of a full class; he may be ``by`` himself.

    Raises:
        RuleViolation: the first of ``obstacles_to_waiting``.
    """
    to = settled(to.id, at=at)
    for obstacle in obstacles_to_waiting(official, to=to, by=by, at=at, on=dates.local(at).date()):
        raise obstacle
    enrolment = enrolment_of(official, to=to, state=Seat.WAITING, at=at)
    enrolment.by_himself = is_himself(by, official)
    with the_database_agrees(official, to):
        db.session.add(enrolment)
    audit.record("joined waiting list", enrolment, by=by, official=official.id, training_class=to.id)
    return enrolment


def accept(enrolment: Enrolment, *, by: User | None, at: datetime) -> None:
    """Turn the offered seat into a called one: the official comes.

    Raises:
        OfferOver: it was answered, or its time is over.
        ClassNotOpen: the class was cancelled meanwhile.
    """
    training_class = _offering(enrolment, at=at)
    for obstacle in closed(training_class):
        raise obstacle
    enrolment.move_to(Seat.CALLED)
    enrolment.called_at = enrolment.changed_at = at
    audit.record("accepted offer", enrolment, by=by)


def decline_offer(enrolment: Enrolment, *, by: User | None, at: datetime) -> None:
    """Leave the offered seat to the next one on the waiting list.

    Raises:
        OfferOver: it was answered, or its time is over.
    """
    training_class = _offering(enrolment, at=at)
    free(enrolment, training_class)
    enrolment.move_to(Seat.DECLINED)
    enrolment.changed_at = at
    audit.record("declined offer", enrolment, by=by)
    settle(training_class, at=at)


def leave(enrolment: Enrolment, *, by: User | None, at: datetime, reason: str = "") -> None:
    """Take back a wish: the official asks or waits no longer. His unit says why.

    Raises:
        NotWaiting: he was answered, or offered a seat, meanwhile.
        ReasonNeeded: it is not he himself, and the reason is empty.
    """
    held(enrolment)
    official = _expect(enrolment, Seat.REQUESTED, Seat.WAITING)
    if not is_himself(by, official) and not reason.strip():
        raise ReasonNeeded
    enrolment.move_to(Seat.WITHDRAWN)
    enrolment.reason, enrolment.changed_at = reason, at
    audit.record("left waiting list", enrolment, by=by, reason=reason)


def call_waiting(enrolment: Enrolment, *, by: User | None, at: datetime) -> None:
    """Give a seat that fell free on the first day to the first who waits and can come, without an offer.

    Raises:
        NotWaiting: he does not wait any more.
        NotHisTurn: somebody before him can come.
        RuleViolation: the first of ``obstacles_of_waiting``.
    """
    to = settled(enrolment.class_id, at=at)
    db.session.refresh(enrolment)
    official = _expect(enrolment, Seat.WAITING)
    for obstacle in obstacles_of_waiting(official, to=to):
        raise obstacle
    pass_over_waiting(official, to=to, at=at, before=enrolment.id)
    fill(enrolment, official, to=to, as_=Seat.CALLED, at=at)
    audit.record("called from waiting list", enrolment, by=by)


def pass_over_waiting(
    official: Official, *, to: TrainingClass, at: datetime, before: int | None = None
) -> None:
    """Note for everybody who waits (before the enrolment ``before``) why the free seat goes past him.

    Raises:
        NotHisTurn: one of them can come, so that ``official`` cannot.
    """
    notes = []
    for enrolment in _those(to, Seat.WAITING):
        if before is None or enrolment.id < before:
            note = _why_not(enrolment, to, at=at)
            if note is None:
                raise NotHisTurn(official=official.name)
            notes.append(note)
    db.session.add_all(notes)


def _offering(enrolment: Enrolment, *, at: datetime) -> TrainingClass:
    """The class of an open offer, locked."""
    training_class = held(enrolment)
    limit = enrolment.offered_until
    if enrolment.state is not Seat.OFFERED or limit is None or limit <= at:
        raise OfferOver
    return training_class


def _offer_free_seats(to: TrainingClass, *, at: datetime) -> None:
    passed: list[PassedOver] = []
    for enrolment in _those(to, Seat.WAITING):
        if to.seats_left < 1:
            return
        note = _why_not(enrolment, to, at=at) or _offer(enrolment, to, at=at)
        if note is None:
            db.session.add_all(passed)
            passed = []
        else:
            passed.append(note)


def _offer(enrolment: Enrolment, to: TrainingClass, *, at: datetime) -> PassedOver | None:
    """Offer the seat; give the reason if the database knows better than the rules did a moment ago."""
    official = db.session.get_one(Official, enrolment.official_id)
    until = min(at + timedelta(hours=institution().offer_hours), begins_at(to))
    try:
        fill(enrolment, official, to=to, as_=Seat.OFFERED, at=at, until=until)
    except RuleViolation as violation:
        return _note(enrolment, partial(iter, (violation,)), at=at)
    audit.record("offered seat", enrolment, by=None, until=until.isoformat())
    return None


def _lapse(enrolment: Enrolment, training_class: TrainingClass, *, at: datetime) -> None:
    free(enrolment, training_class)
    enrolment.move_to(Seat.EXPIRED)
    enrolment.changed_at = at
    audit.record("offer lapsed", enrolment, by=None)


def _end_waiting(to: TrainingClass, *, at: datetime) -> None:
    """Tell those who still ask or wait that the class went on without them."""
    for enrolment in _those(to, Seat.REQUESTED, Seat.WAITING):
        enrolment.move_to(Seat.REFUSED if enrolment.state is Seat.REQUESTED else Seat.WITHDRAWN)
        enrolment.changed_at = at
        db.session.add(_note(enrolment, partial(iter, (HasBegun(what=to.name),)), at=at))
        audit.record("waiting ended", enrolment, by=None)


def _why_not(enrolment: Enrolment, to: TrainingClass, *, at: datetime) -> PassedOver | None:
    """The note that the official cannot come now; nothing if he can."""
    official = db.session.get_one(Official, enrolment.official_id)
    return _note(enrolment, lambda: obstacles_of_waiting(official, to=to), at=at)


def _note(enrolment: Enrolment, reasons: Reasons, *, at: datetime) -> PassedOver | None:
    """The first of the reasons in both languages."""
    texts = []
    for language in ("km", "en"):
        with speaking(language):
            first = next(reasons(), None)
            if first is None:
                return None
            texts.append(str(first))
    return PassedOver(enrolment_id=enrolment.id, at=at, reason_km=texts[0], reason_en=texts[1])


def _expect(enrolment: Enrolment, *states: Seat) -> Official:
    official = db.session.get_one(Official, enrolment.official_id)
    if enrolment.state not in states:
        raise NotWaiting(official=official.name)
    return official


def _those(to: TrainingClass, *states: Seat) -> list[Enrolment]:
    """The enrolments in these states, who asked first stands first."""
    theirs = select(Enrolment).where(Enrolment.class_id == to.id, Enrolment.state.in_(states))
    fresh = theirs.order_by(Enrolment.id).execution_options(populate_existing=True)
    return list(db.session.scalars(fresh))
