"""Guessing is slow: counted in the database, so that processes and parallel requests share one count.

At the door ten tries in 15 minutes pass for a name from one address, fifty from an address: counted by name
and address together, so that a stranger elsewhere cannot lock the owner out. At the public check of
certificates an address may ask thirty times in a minute.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from training.accounts.models import CountedTry, Door
from training.db import db
from training.errors import TooMany


@dataclass(frozen=True, slots=True)
class Limit:
    """So many tries pass within so many minutes; ``per_name`` is for one name from one address."""

    minutes: int
    per_address: int
    per_name: int | None = None


@dataclass(frozen=True, slots=True)
class Try:
    """One try as it was; its row may meanwhile be forgotten by a right answer in another browser."""

    door: Door
    name: str
    address: str
    at: datetime
    id: int | None = None


LIMITS: Mapping[Door, Limit] = {
    Door.SIGN_IN: Limit(minutes=15, per_address=50, per_name=10),
    Door.CERTIFICATE: Limit(minutes=1, per_address=30),
}
KEPT = timedelta(hours=1)


def see_patience(name: str, *, door: Door, address: str, at: datetime) -> None:
    """Refuse, without writing anything, who has used up his tries: a flood must not become one of writes.

    Raises:
        TooMany: no further try may begin.
    """
    _refuse_over(Try(door, name[:60], address[:60], at), more=1)


def note_try(name: str, *, door: Door, address: str, at: datetime) -> Try:
    """Write a try down before it is judged; commit it, so that tries of the same moment see each other."""
    old = select(CountedTry.id).where(CountedTry.at < at - KEPT).with_for_update(skip_locked=True)
    db.session.execute(delete(CountedTry).where(CountedTry.id.in_(old)))
    row = CountedTry(door=door, name=name[:60], address=address[:60], at=at)
    db.session.add(row)
    db.session.flush()
    return Try(row.door, row.name, row.address, at, row.id)


def judge_try(tried: Try) -> None:
    """Let the try pass, or take it back and refuse it, so that waiting is never longer than was said.

    Raises:
        TooMany: this name from this address, or this address, was tried too often.
    """
    try:
        _refuse_over(tried, more=0)
    except TooMany:
        db.session.execute(delete(CountedTry).where(CountedTry.id == tried.id))
        raise


def forget_tries(tried: Try) -> None:
    """After a right answer the wrong ones before it no longer count."""
    db.session.execute(
        delete(CountedTry).where(
            CountedTry.door == tried.door,
            CountedTry.name == tried.name,
            CountedTry.address == tried.address,
        )
    )


def _refuse_over(tried: Try, *, more: int) -> None:
    """Refuse when the tries written down, and ``more``, are over the limit of the door."""
    limit = LIMITS[tried.door]
    since = tried.at - timedelta(minutes=limit.minutes)
    there = (CountedTry.door == tried.door, CountedTry.address == tried.address, CountedTry.at > since)
    over = _count(*there) + more > limit.per_address
    if limit.per_name is not None:
        over = over or _count(*there, CountedTry.name == tried.name) + more > limit.per_name
    if over:
        raise TooMany(minutes=limit.minutes)


def _count(*conditions: object) -> int:
    return db.session.scalar(select(func.count(CountedTry.id)).where(*conditions)) or 0  # type: ignore[arg-type]
