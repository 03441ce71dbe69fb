"""The rules of asking for a seat and of the waiting list."""

from collections.abc import Iterator
from datetime import date, datetime
from enum import StrEnum

from training import dates
from training.accounts.models import User
from training.classes import service as classes
from training.classes.models import TrainingClass
from training.enrolments.rules import (
    asked_first,
    closed,
    full,
    obstacles,
    obstacles_of_newcomer,
    obstacles_to_coming_himself,
    obstacles_to_taking,
    warnings,
)
from training.errors import RuleViolation
from training.i18n import lazy
from training.officials.models import Official
from training.permissions import Action


class Way(StrEnum):
    """How one comes to a seat."""

    SEAT = "seat"  # at once
    REQUEST = "request"  # the coordinator grants it
    WAITING = "waiting"  # the class is full


class NotByApproval(RuleViolation):
    message = lazy("Nobody needs to ask for a seat in %(what)s: take or give one.")


class SeatsAreFree(RuleViolation):
    message = lazy("%(what)s has free seats: nobody needs to wait for one.")


class HasBegun(RuleViolation):
    message = lazy("%(what)s has begun.")


class OwnRequest(RuleViolation):
    message = lazy("Nobody decides about his own request.")


class NotWaiting(RuleViolation):
    message = lazy("%(official)s does not wait for a seat in this class any more.")


class OfferOver(RuleViolation):
    message = lazy("The time to answer this offer is over; the seat goes to the next one.")


class NotHisTurn(RuleViolation):
    message = lazy("Somebody who can come stands before %(official)s on the waiting list.")


def obstacles_to_asking(
    official: Official, *, to: TrainingClass, by: User | None, at: datetime, on: date
) -> Iterator[RuleViolation]:
    """Say why ``by`` cannot ask for a seat in ``to`` for ``official``, who may be himself, on a day."""
    if not to.by_approval:
        yield NotByApproval(what=to.name)
    yield from _obstacles_to_wishing(official, to=to, by=by, at=at, on=on)


def obstacles_to_waiting(
    official: Official, *, to: TrainingClass, by: User | None, at: datetime, on: date
) -> Iterator[RuleViolation]:
    """Say why ``by`` cannot put ``official``, who may be himself, on the waiting list of ``to``."""
    if by is not None and not by.may(Action.DECIDE_REQUESTS):
        yield from asked_first(to=to)
    if not closed_or_begun(to, at=at) and not list(full(to)):
        yield SeatsAreFree(what=to.name)
    yield from _obstacles_to_wishing(official, to=to, by=by, at=at, on=on)


def way_into(to: TrainingClass, *, by: User) -> Way:
    """How ``by`` brings somebody, or himself, into the class as it stands."""
    if to.by_approval and not by.may(Action.DECIDE_REQUESTS):
        return Way.REQUEST
    return Way.WAITING if to.seats_left < 1 else Way.SEAT


def why_not(
    official: Official, *, to: TrainingClass, way: Way, by: User, at: datetime
) -> Iterator[RuleViolation]:
    """What keeps the official from coming by the way that is open to ``by``, who may be himself."""
    on = dates.local(at).date()
    if way is Way.REQUEST:
        return obstacles_to_asking(official, to=to, by=by, at=at, on=on)
    if way is Way.WAITING:
        return obstacles_to_waiting(official, to=to, by=by, at=at, on=on)
    if is_himself(by, official):
        return obstacles_to_taking(official, to=to, on=on)
    return obstacles(official, to=to)


def closed_or_begun(to: TrainingClass, *, at: datetime) -> list[RuleViolation]:
    """Why nobody is offered a seat in ``to`` any more; empty while offers are made."""
    if found := list(closed(to)):
        return found
    return [HasBegun(what=to.name)] if at >= begins_at(to) else []


def begins_at(to: TrainingClass) -> datetime:
    """When the first session that stands begins."""
    return classes.begins_at(classes.standing_sessions(to)[0])


def is_himself(by: User | None, official: Official) -> bool:
    return by is not None and by.official_id == official.id


def _obstacles_to_wishing(
    official: Official, *, to: TrainingClass, by: User | None, at: datetime, on: date
) -> Iterator[RuleViolation]:
    if is_himself(by, official):
        yield from obstacles_to_coming_himself(to=to, on=on)
    yield from closed_or_begun(to, at=at)
    yield from obstacles_of_newcomer(official, to=to)
    if is_himself(by, official):
        yield from warnings(official, to=to, on=on)
