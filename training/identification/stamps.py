"""What is worked out while others work holds if nothing was written before the register was locked."""

from collections.abc import Callable
from functools import cache
from itertools import takewhile
from typing import Protocol, TypeVar

from sqlalchemy import func, select

from training import STORY
from training.audit import AuditEntry
from training.db import Base, access, db
from training.identification.models import IdentificationList, ListState
from training.identification.register import lock_register

TRIES = 3  # to work something out while nobody else changes the register


def stamp() -> int:
    """Grows with every deed that may change what a list does: entries of the audit are only ever added,
    together with the deed, and no later room writes what this one reads."""
    query = select(func.count()).where(AuditEntry.thing_type.in_(_things()))
    return db.session.scalar(query) or 0


class Stamped(Protocol):
    """What was worked out while others work."""

    @property
    def stamp(self) -> int: ...


T = TypeVar("T", bound=Stamped)


def in_time(list_id: int, work: Callable[[IdentificationList], T]) -> T | None:
    """Work something out for a list under review that still holds once the register is locked.

    ``work`` only reads. None when somebody was always quicker, or the list is no longer under review.
    """
    for _ in range(TRIES):
        db.session.rollback()  # nothing is held while it is worked out
        with access(to_write=False):
            identification_list = db.session.get_one(IdentificationList, list_id)
            if identification_list.state is not ListState.READ:
                return None
            found = work(identification_list)
            db.session.rollback()
        lock_register()
        if found.stamp == stamp():
            return found
    return None


@cache
def _things() -> tuple[str, ...]:
    rooms = [*takewhile(lambda room: room != "identification", STORY), "identification"]
    models = [mapper.class_ for mapper in Base.registry.mappers]
    return tuple(sorted(one.__tablename__ for one in models if one.__module__.split(".")[1] in rooms))
