"""Waiting lists move by the clock."""

from datetime import datetime

from training import jobs
from training.db import db
from training.enrolments import waiting
from training.enrolments.queue import settled


@jobs.every_minute
def settle_waiting_lists(*, at: datetime) -> None:
    """Class by class, each in a transaction of its own: the lock is held briefly.

    Lapsed offers come first: whom one class sets free may be the first who can come in another.
    """
    for look in (waiting.lapsed_offers, waiting.due):
        for class_id in look(at=at):
            settled(class_id, at=at)
            db.session.commit()
