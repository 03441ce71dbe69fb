"""What people once said of doubtful pairs, and what merged officials were known by: read before matching."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sqlalchemy import select

from training.db import db
from training.identification.matching import Decisions
from training.identification.models import IdentityDecision
from training.officials.models import Official, PairVerdict, Sex


class Former(NamedTuple):
    """What identified a record that was merged into the official ``merged_into_id``."""

    merged_into_id: int
    staff_id: str | None
    name_key: str
    birth_date: date | None
    sex: Sex | None


def load_decisions() -> Decisions:
    """All that was said of listed ones and officials, for the matcher."""
    said = IdentityDecision
    query = select(said.fingerprint, said.official_id, said.verdict).where(said.official_id.is_not(None))
    rows = db.session.execute(query.order_by(said.id)).all()
    return Decisions(
        same=frozenset((one, number) for one, number, verdict in rows if verdict is PairVerdict.SAME),
        different=frozenset(
            (one, number) for one, number, verdict in rows if verdict is PairVerdict.NOT_SAME
        ),
    )


def load_former() -> Iterator[Former]:
    """The records that were merged into others."""
    query = select(*(getattr(Official, name) for name in Former._fields))
    return map(Former._make, db.session.execute(query.where(Official.merged_into_id.is_not(None))))
