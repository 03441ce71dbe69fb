"""Making two records of one person one: all that is the other's goes to the one who stays.

Whatever points to an official is found through the foreign keys, so that no table can be forgotten. What a
room knows better (why two cannot be one; what must end so that nothing is held twice) it says itself, with
``@refuses``, ``@settles`` and ``@follows``, as ``accounts.scope`` collects its clauses. Every changed value
is written down.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Table, func, insert, select, update
from sqlalchemy.exc import IntegrityError

from training import audit
from training.accounts.models import User
from training.db import db
from training.errors import RuleViolation
from training.i18n import lazy
from training.officials.models import Merge, MergeDeed, Official
from training.words import Word, records_word

AS_THEY_ARE = frozenset({"pair_decision", "official_merge", "official_half_day", "user"})  # see decision 11


class SameRecord(RuleViolation):
    message = lazy("This is one and the same record; there is nothing to merge.")


class AlreadyMerged(RuleViolation):
    message = lazy("One of the two was merged with another record meanwhile; look at it again.")


class BothHave(RuleViolation):
    message = lazy("Both have something that one person can have only once: %(records)s.")


@dataclass(frozen=True, slots=True)
class Couple:
    """Two records of one person: ``kept`` stays; ``take`` names the facts that the other's has right."""

    kept: Official
    other: Official
    on: date
    at: datetime
    take: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Change:
    """A value that a merge writes into a record."""

    record: Any
    column: str
    value: Any


Refusing = Callable[[Couple], Iterator[RuleViolation]]
Settling = Callable[[Couple], Iterator[Change]]
Following = Callable[[int], None]
_refusing: list[Refusing] = []
_settling: list[Settling] = []
_following: list[Following] = []


def refuses(rule: Refusing) -> Refusing:
    """Let the decorated generator say why two records cannot become one."""
    _refusing.append(rule)
    return rule


def settles(rule: Settling) -> Settling:
    """Let the decorated generator change what both have and one person can have only once."""
    _settling.append(rule)
    return rule


def follows(rule: Following) -> Following:
    """Let the decorated function put right what belongs to a record of the official with the given number."""
    _following.append(rule)
    return rule


def follow(*official_ids: int) -> None:
    """Put right what follows the records of these officials, after some of them have changed hands."""
    for rule in _following:
        for number in official_ids:
            rule(number)


def obstacles(couple: Couple) -> Iterator[RuleViolation]:
    """Say why the two records cannot become one; every room is asked."""
    if couple.kept.id == couple.other.id:
        yield SameRecord()
    elif couple.kept.merged_into_id or couple.other.merged_into_id:
        yield AlreadyMerged()
    else:
        yield from _obstacles_of_the_rooms(couple)


def _obstacles_of_the_rooms(couple: Couple) -> Iterator[RuleViolation]:
    for rule in _refusing:
        yield from rule(couple)


def merge(couple: Couple, *, by: User | None) -> Merge:
    """Give all that is ``couple.other``'s to ``couple.kept``; both IDs lead to the one who stays.

    Certificates and other frozen facts keep what they say. ``unmerging.undo`` gives everything back.

    Raises:
        RuleViolation: the first of ``obstacles``.
    """
    _lock(couple)
    for obstacle in obstacles(couple):
        raise obstacle
    made = Merge(kept_id=couple.kept.id, other_id=couple.other.id, merged_at=couple.at)
    made.merged_by_id, made.last_ids = by.id if by else None, _last_ids()
    db.session.add(made)
    db.session.flush()
    _Writing(made.id).write(couple)
    follow(couple.kept.id)
    db.session.expire_all()
    audit.record("merged officials", made.kept, by=by, other=made.other_id)
    return made


class _Writing:
    """Writes one value after the other, and each into the journal of the merge."""

    def __init__(self, merge_id: int) -> None:
        self.merge_id = merge_id

    def write(self, couple: Couple) -> None:
        self._set(Change(couple.other, "merged_into_id", couple.kept.id))
        for rule in _settling:
            for change in list(rule(couple)):
                self._set(change)
        for table, column in pointers():
            self._move(table, column, couple)

    def _set(self, change: Change) -> None:
        table = change.record.__table__
        before = db.session.scalar(select(table.c[change.column]).where(table.c.id == change.record.id))
        place = table.c.id == change.record.id
        db.session.execute(update(table).where(place).values({change.column: change.value}))
        self._note(table, change.column, {change.record.id: before}, after=change.value)

    def _move(self, table: Table, column: Column[Any], couple: Couple) -> None:
        numbers = db.session.scalars(select(table.c.id).where(column == couple.other.id)).all()
        if not numbers:
            return
        moving = update(table).where(column == couple.other.id).values({column.name: couple.kept.id})
        try:
            with db.session.begin_nested():
                db.session.execute(moving)
        except IntegrityError:
            raise BothHave(records=Word(table.name, records_word(table.name))) from None
        self._note(table, column.name, dict.fromkeys(numbers, couple.other.id), after=couple.kept.id)

    def _note(self, table: Table, column: str, before: dict[int, Any], *, after: Any) -> None:
        deed = {"merge_id": self.merge_id, "table": table.name, "column": column, "after": _plain(after)}
        deeds = [{**deed, "row_id": number, "before": _plain(value)} for number, value in before.items()]
        db.session.execute(insert(MergeDeed), deeds)


def pointers() -> Iterator[tuple[Table, Column[Any]]]:
    """Every column that points to an official and is moved as it stands, in the order of the tables."""
    for table in db.metadata.sorted_tables:
        for column in table.columns if table.name not in AS_THEY_ARE else ():
            if points_to_official(column):
                yield table, column


def points_to_official(column: Column[Any]) -> bool:
    return any(key.column.table.name == "official" for key in column.foreign_keys)


def _lock(couple: Couple) -> None:
    """Take both records, always in the same order, so that two who merge do not wait for each other."""
    numbers = (couple.kept.id, couple.other.id)
    query = select(Official).where(Official.id.in_(numbers)).order_by(Official.id).with_for_update()
    db.session.scalars(query.execution_options(populate_existing=True)).all()


def _last_ids() -> dict[str, int]:
    tables = {table.name: table for table, _ in pointers()}.values()
    return {table.name: db.session.scalar(select(func.max(table.c.id))) or 0 for table in tables}


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value
