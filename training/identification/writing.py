"""Writes in large steps what a plan says, and the journal by which it can be taken back."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Insert, Table, Update, bindparam, func, insert, select, update

from training.courses.models import Nomination
from training.db import db
from training.identification.models import ListDeed, ListRow
from training.identification.preparing import Change, Plan, Values
from training.identification.runs import batched, runs_of, side_by_side
from training.officials.models import Official, Posting
from training.workflow.models import RoleAssignment

IN_ONE_QUERY = 500  # numbers in one statement
IN_ONE_STEP = 10_000  # rows in one statement


class Writing:
    """Writes in large steps what a plan says, and a journal of it; knows the numbers of the new officials."""

    def __init__(self, list_id: int) -> None:
        self.list_id = list_id
        self.numbers: list[int] = []
        self.deeds: list[Values] = []

    def all_of(self, plan: Plan, *, at: datetime) -> None:
        self.numbers = self._insert(Official, plan.officials, created_at=at)
        self._name_rows(plan.rows)
        self._change(plan.changes)
        self._end_postings(plan.moves)
        self._insert(Posting, [*plan.postings, *plan.moves.values()])
        self._insert(RoleAssignment, plan.roles)
        self._insert(Nomination, plan.nominations)
        _in_steps(insert(ListDeed.__table__), self.deeds)

    def _insert(self, model: type[Any], values: list[Values], **same: Any) -> list[int]:
        """Insert records under numbers that are taken beforehand, so that none need be asked for; in what is
        given as ``same`` they are alike."""
        numbers = _taken(model.__table__, len(values))
        for value, number in zip(values, numbers, strict=True):
            value["id"] = number
            if value.get("official_id", 0) < 0:
                value["official_id"] = self.numbers[-1 - value["official_id"]]
        _in_steps(insert(model.__table__).values(**same), values)
        for first, last in runs_of(numbers):
            self._deed(model, first, last=last, before=None, after={})
        return numbers

    def _name_rows(self, rows: list[int]) -> None:
        """Write on the rows who became of them: rows that follow each other have numbers that do so, too."""
        table = ListRow.__table__
        there = table.c.id.between(bindparam("first"), bindparam("last"))
        naming = update(table).where(there).values(official_id=table.c.id + bindparam("further"))
        _in_steps(naming, [
            {"first": first, "last": last, "further": further}
            for first, last, further in side_by_side(rows, self.numbers)
        ])  # fmt: skip

    def _change(self, changes: Mapping[int, Change]) -> None:
        """Change officials; those of whom the same columns change go together."""
        alike: dict[tuple[str, ...], list[Values]] = defaultdict(list)
        for number, change in changes.items():
            alike[tuple(change.after)].append({"number": number} | change.after)
        for values in alike.values():
            _in_steps(_of_number(Official), values)
            for value in values:
                change = changes[value["number"]]
                self._deed(Official, value["number"], before=change.before, after=change.after)

    def _end_postings(self, moves: Mapping[int, Values]) -> None:
        ended = []
        for official, number, since in _present_postings(moves):
            last = max(moves[official]["valid_from"], since)
            ended.append({"number": number, "valid_to": last})
            self._deed(Posting, number, before={"valid_to": None}, after={"valid_to": last})
        _in_steps(_of_number(Posting), ended)

    def _deed(
        self, model: type[Any], number: int, *, before: Values | None, after: Values, last: int | None = None
    ) -> None:
        deed = {"list_id": self.list_id, "table": model.__tablename__, "row_id": number}
        told = {"last_id": last or number, "before": before and _plain(before), "after": _plain(after)}
        self.deeds.append(deed | told)


def _present_postings(officials: Iterable[int]) -> Iterator[tuple[int, int, date]]:
    for some in batched(sorted(officials), IN_ONE_QUERY):
        query = select(Posting.official_id, Posting.id, Posting.valid_from).where(
            Posting.official_id.in_(some), Posting.valid_to.is_(None)
        )
        yield from db.session.execute(query)


def _of_number(model: type[Any]) -> Update:
    """Change the record ``number``, in the columns that are given beside it."""
    return update(model.__table__).where(model.__table__.c.id == bindparam("number"))


def _in_steps(statement: Insert | Update, values: list[Values]) -> None:
    for some in batched(values, IN_ONE_STEP):
        db.session.connection().execute(statement, some)


def _taken(table: Table, count: int) -> list[int]:
    """The next ``count`` numbers of a table, taken so that nobody else gets them."""
    if db.session.connection().dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.name, "id")
        numbers = select(func.nextval(sequence)).select_from(func.generate_series(1, count))
        return sorted(db.session.scalars(numbers))
    last = db.session.scalar(select(func.max(table.c.id))) or 0
    return list(range(last + 1, last + 1 + count))


def _plain(values: Values) -> Values:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
