"""A few rows of what waits, and how many wait in all, in one query."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from sqlalchemy import Select, func

from training.db import db

Row = TypeVar("Row")

FEW = 6


@dataclass(frozen=True, slots=True)
class Some(Generic[Row]):
    """The first rows of what waits, and how many wait in all."""

    rows: Sequence[Row]
    total: int


def some(query: Select[Row]) -> Some[Row]:
    """The first rows of a query of one record each, with the number of all of them."""
    found = db.session.execute(query.add_columns(func.count().over()).limit(FEW)).all()
    return Some([row for row, _all in found], found[0][1] if found else 0)
