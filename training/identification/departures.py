"""What a person decides of those whom a newer list names no more: it ends on a day, or they stay."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from training import audit, dates, jobs
from training.accounts.models import User
from training.courses.service import obstacles_to_withdrawing, withdraw_nomination
from training.db import db
from training.errors import RuleViolation
from training.i18n import lazy
from training.identification.comparing import comparison, leaving
from training.identification.earlier import BROUGHT
from training.identification.leaving import Departure, Kind, get_departure
from training.identification.models import DepartureDecision, DepartureVerdict, IdentificationList
from training.identification.register import lock_register
from training.workflow.service import end_assignment
from training.workflow.service import obstacles_to_ending as obstacles_to_ending_role


class ConfirmedOnceApplied(RuleViolation):
    message = lazy("Who is missing can be confirmed as soon as the newer list is applied.")


class DecidedMeanwhile(RuleViolation):
    message = lazy("This was decided already; nothing was changed.")


class NothingInForce(RuleViolation):
    message = lazy("Nothing that only the older list named is in force any more.")


def end(
    of: IdentificationList,
    *,
    official_id: int,
    roles: Collection[int],
    last_day: date,
    by: User,
    at: datetime,
) -> DepartureDecision:
    """Let an official hold those of his waiting roles with the numbers ``roles``, and his nomination, until
    ``last_day``; his other roles stay. No list gives them back.

    Raises:
        NotFound: the older list did not name him, or ``by`` does not answer for him.
        RuleViolation: the first of ``obstacles`` and of ``obstacles_to_ending``.
    """
    departure = _opened(of, official_id, by=by)
    chosen = replace(departure, roles=[role for role in departure.roles if role.id in roles])
    for obstacle in (*obstacles(chosen, of=of), *obstacles_to_ending([chosen], last_day=last_day)):
        raise obstacle
    return _end(of, chosen, last_day=last_day, by=by, at=at)


def keep(of: IdentificationList, *, official_id: int, by: User, at: datetime) -> DepartureDecision:
    """Let an official stay as he is, though the newer list no longer names him, or all that he does.

    Raises:
        NotFound: the older list did not name him, or ``by`` does not answer for him.
        RuleViolation: the first of ``obstacles``.
    """
    departure = _opened(of, official_id, by=by)
    for obstacle in obstacles(departure, of=of):
        raise obstacle
    return _remember(of, departure, by=by, at=at, verdict=DepartureVerdict.STAYS)


def end_all(of: IdentificationList, *, kind: Kind, last_day: date, by: User, at: datetime) -> int:
    """End on ``last_day`` what all of a kind do who wait and look like nobody else; gives how many they are.

    Raises:
        RuleViolation: the first of ``obstacles_to_ending``, or the list is not applied; then nothing ends.
    """
    _lock()
    waiting = _waiting(of, kind=kind, user=by)
    for obstacle in (*_of_the_list(of), *obstacles_to_ending(waiting, last_day=last_day)):
        raise obstacle
    for departure in waiting:
        _end(of, departure, last_day=last_day, by=by, at=at)
    return len(waiting)


@jobs.task
def end_departures(
    _progress: jobs.Progress, *, list_id: int, by_id: int, kind: str, last_day: str
) -> Mapping[str, Any]:
    """End what those of a kind do whom a long list names no more; a second time nobody waits."""
    of, by = db.session.get_one(IdentificationList, list_id), db.session.get_one(User, by_id)
    day = date.fromisoformat(last_day)
    return {"ended": end_all(of, kind=Kind(kind), last_day=day, by=by, at=dates.now())}


def obstacles(departure: Departure, *, of: IdentificationList) -> Iterator[RuleViolation]:
    """Say why nothing can be decided of an official."""
    yield from _of_the_list(of)
    if departure.decision:
        yield DecidedMeanwhile()
    elif not departure.waits:
        yield NothingInForce()


def obstacles_to_ending(departures: Iterable[Departure], *, last_day: date) -> Iterator[RuleViolation]:
    """Say why not all that is in force can end on ``last_day``; what began last comes first."""
    everybody = list(departures)
    roles = [role for one in everybody for role in one.roles]
    for role in sorted(roles, key=lambda role: role.valid_from, reverse=True):
        yield from obstacles_to_ending_role(role, on=last_day)
    for nomination in (nomination for one in everybody for nomination in one.nominations):
        yield from obstacles_to_withdrawing(nomination, on=_day_after(last_day))


def obstacles_to_ending_all(
    of: IdentificationList, *, kind: Kind, last_day: date, user: User
) -> Iterator[RuleViolation]:
    """Say why what those of a kind do cannot end on ``last_day``."""
    yield from _of_the_list(of)
    yield from obstacles_to_ending(_waiting(of, kind=kind, user=user), last_day=last_day)


def _waiting(of: IdentificationList, *, kind: Kind, user: User) -> list[Departure]:
    return leaving(of, comparison(of), user=user).clear(kind)


def is_asked(of: IdentificationList) -> bool:
    """Whether it is time to decide: the list has been applied, and not been taken back."""
    return of.state in BROUGHT


def _of_the_list(of: IdentificationList) -> Iterator[RuleViolation]:
    if not is_asked(of):
        yield ConfirmedOnceApplied()


def _opened(of: IdentificationList, official_id: int, *, by: User) -> Departure:
    _lock()
    return get_departure(official_id, of=of, user=by)


def _lock() -> None:
    """Wait for all who change the register, and look anew at what they just made of it."""
    lock_register()
    db.session.flush()
    db.session.expire_all()


def _end(
    of: IdentificationList, departure: Departure, *, last_day: date, by: User, at: datetime
) -> DepartureDecision:
    for role in departure.roles:
        end_assignment(role, on=last_day, by=by)
    for nomination in departure.nominations:
        withdraw_nomination(nomination, on=_day_after(last_day), by=by)
    ended = [role.role_code for role in departure.roles]
    ended += [nomination.course.code for nomination in departure.nominations]
    verdict = DepartureVerdict.ENDED
    return _remember(of, departure, by=by, at=at, verdict=verdict, last_day=last_day, ended=ended)


def _remember(
    of: IdentificationList,
    departure: Departure,
    *,
    by: User,
    at: datetime,
    verdict: DepartureVerdict,
    **more: Any,
) -> DepartureDecision:
    decision = DepartureDecision(list_id=of.id, official_id=departure.number, verdict=verdict, **more)
    decision.decided_by_id, decision.decided_at = by.id, at
    db.session.add(decision)
    audit.record("decided departure", decision, by=by, official=departure.number, verdict=verdict.value)
    return decision


def _day_after(day: date) -> date:
    return day + timedelta(days=1)
