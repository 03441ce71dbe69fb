"""Guessing is slow: ten tries in 15 minutes for a name from one address, fifty from an address.

Counted by name and address together, so that a stranger elsewhere cannot lock the owner out.
"""

from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from training.accounts.models import FailedSignIn
from training.db import db
from training.errors import TooMany

MINUTES = 15
PER_NAME = 10
PER_ADDRESS = 50
KEPT = timedelta(hours=1)


def note_try(name: str, *, address: str, at: datetime) -> FailedSignIn:
    """Write a try down before it is judged; commit it, so that tries of the same moment see each other."""
    db.session.execute(delete(FailedSignIn).where(FailedSignIn.at < at - KEPT))
    tried = FailedSignIn(name=name[:60], address=address[:60], at=at)
    db.session.add(tried)
    db.session.flush()
    return tried


def judge_try(tried: FailedSignIn) -> None:
    """Let the try pass, or take it back and refuse it, so that waiting is never longer than was said.

    Raises:
        TooMany: this name from this address, or this address, was tried too often.
    """
    since = tried.at - timedelta(minutes=MINUTES)
    there = (FailedSignIn.address == tried.address, FailedSignIn.at > since)
    of_name = _count(*there, FailedSignIn.name == tried.name)
    if of_name > PER_NAME or _count(*there) > PER_ADDRESS:
        db.session.delete(tried)
        db.session.flush()
        raise TooMany(minutes=MINUTES)


def forget_tries(tried: FailedSignIn) -> None:
    """After a right answer the wrong ones before it no longer count."""
    db.session.execute(
        delete(FailedSignIn).where(FailedSignIn.name == tried.name, FailedSignIn.address == tried.address)
    )


def _count(*conditions: object) -> int:
    return db.session.scalar(select(func.count(FailedSignIn.id)).where(*conditions)) or 0  # type: ignore[arg-type]
