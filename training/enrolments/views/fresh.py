"""A page of waiting lists is never older than the clock: who reads waits for no sweep."""

from collections.abc import Iterable
from datetime import datetime

from training.db import access, db
from training.enrolments.queue import settled


def settle_all(classes: Iterable[int], *, at: datetime) -> None:
    """Pass on lapsed offers, each class in a transaction of its own, although the request only reads."""
    for class_id in classes:
        db.session.rollback()
        with access(to_write=True):
            settled(class_id, at=at)
            db.session.commit()
