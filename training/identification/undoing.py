"""Taking a whole list back: what it created goes, what it changed is as before, but for what others need."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import groupby
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Date,
    Row,
    Table,
    bindparam,
    delete,
    exists,
    not_,
    select,
    update,
)

from training import audit, dates, jobs
from training.accounts.models import User
from training.db import db
from training.identification.models import IdentificationList, ListDeed, ListRow, ListState
from training.identification.register import lock_register
from training.identification.runs import Runs, batched, joined, length, within, without

# Tables that only point at what is undone; decisions about an official go with him.
OWN = frozenset({"list_row", "audit_entry", "pair_decision", "identity_decision", "departure_decision"})
IN_ONE_QUERY = 500  # numbers in one statement
IN_ONE_STEP = 10_000  # rows in one statement
Created = Mapping[str, Runs]  # numbers by table
Needed = Mapping[str, set[int]]


@dataclass(frozen=True, slots=True)
class Undoing:
    """What taking a list back would do; ``stays`` counts the records others depend on, by table."""

    goes: dict[str, int]
    stays: dict[str, int]


def preview(identification_list: IdentificationList) -> Undoing:
    """Say beforehand what would go and what would stay."""
    created = _created(identification_list)
    needed = _needed(created)
    return _counted(_going(created, needed), needed)


def undo(identification_list: IdentificationList, *, by: User | None, at: datetime) -> Undoing:
    """Take the list back, in the reverse order of its deeds. What a person changed since stays as he left it.

    Raises:
        ForbiddenMove: the list is not applied.
    """
    identification_list.move_to(ListState.UNDONE)
    identification_list.undone_at = at
    _give_older_back(identification_list)
    db.session.flush()
    lock_register()
    created = _created(identification_list)
    needed = _needed(created)
    going = _going(created, needed)
    _forget_on_rows(going["official"])
    for table in reversed(db.metadata.sorted_tables):
        for some in within(table.c.id, going[table.name]) if table.name in going else ():
            db.session.execute(delete(table).where(some))
    _restore(identification_list)
    db.session.expire_all()
    done = _counted(going, needed)
    audit.record("undid list", identification_list, by=by, goes=done.goes, stays=done.stays)
    return done


@jobs.task
def undo_list(_progress: jobs.Progress, *, list_id: int, by_id: int | None) -> Mapping[str, Any]:
    """Take a long list back; one that was taken back before is left alone."""
    identification_list = db.session.get_one(IdentificationList, list_id)
    if identification_list.state is not ListState.APPLIED:
        return {}
    done = undo(identification_list, by=db.session.get(User, by_id) if by_id else None, at=dates.now())
    return {"goes": done.goes, "stays": done.stays}


def _give_older_back(identification_list: IdentificationList) -> None:
    """The version that this one replaced is the applied one again."""
    number = identification_list.replaces_id
    older = db.session.get(IdentificationList, number) if number else None
    if older is not None and older.state is ListState.REPLACED:
        older.move_to(ListState.APPLIED)


def _counted(going: Created, needed: Needed) -> Undoing:
    return Undoing(
        goes={table: length(runs) for table, runs in going.items() if runs},
        stays={table: len(numbers) for table, numbers in needed.items() if numbers},
    )


def _created(identification_list: IdentificationList) -> Created:
    query = select(ListDeed.table, ListDeed.row_id, ListDeed.last_id).where(
        ListDeed.list_id == identification_list.id, ListDeed.before.is_(None)
    )
    created: dict[str, Runs] = defaultdict(list)
    for table, first, last in db.session.execute(query):
        created[table].append((first, last))
    return {table: joined(runs) for table, runs in created.items()}


def _going(created: Created, needed: Needed) -> defaultdict[str, Runs]:
    going: defaultdict[str, Runs] = defaultdict(list)
    return going | {table: without(runs, needed[table]) for table, runs in created.items()}


def _needed(created: Created) -> defaultdict[str, set[int]]:
    """Records that something outside the list points to, found through the foreign keys; they pull along
    what they point to themselves. What goes with a record when that goes needs nothing."""
    needed: defaultdict[str, set[int]] = defaultdict(set)
    for table in reversed(db.metadata.sorted_tables):
        for column in table.columns if table.name not in OWN else ():
            for key in column.foreign_keys:
                target = key.column.table.name
                if target in created and key.ondelete != "CASCADE":
                    needed[target] |= _pointed_at(table, column, created=created, stay=needed[table.name])
    return needed


def _pointed_at(table: Table, column: Column[Any], *, created: Created, stay: set[int]) -> set[int]:
    """Created records to which ``column`` of others points, or of those created ones that must ``stay``."""
    (key,) = column.foreign_keys
    own = [not_(some) for some in within(table.c.id, created[table.name])] if table.name in created else []
    found: set[int] = set()
    for some in within(column, created[key.column.table.name]):
        query = select(column).where(some).distinct()
        found.update(db.session.scalars(query.where(*own)))
        for numbers in batched(sorted(stay), IN_ONE_QUERY):
            found.update(db.session.scalars(query.where(table.c.id.in_(numbers))))
    return found


def _forget_on_rows(officials: Runs) -> None:
    """No row of any list names or resembles an official who goes."""
    for column in (ListRow.official_id, ListRow.alike_id):
        for some in within(column.expression, officials):
            db.session.execute(update(ListRow).where(some).values({column: None}))


def _restore(identification_list: IdentificationList) -> None:
    """Give changed columns back what they held, where they still hold what the list wrote."""
    query = select(ListDeed.table, ListDeed.row_id, ListDeed.before, ListDeed.after).where(
        ListDeed.list_id == identification_list.id, ListDeed.before.is_not(None)
    )
    deeds = db.session.execute(query.order_by(ListDeed.id.desc())).all()
    for _, some in groupby(deeds, key=lambda deed: (deed.table, deed.before.keys(), deed.after.keys())):
        _give_back(list(some))


def _give_back(deeds: Sequence[Row[Any]]) -> None:
    """Take back changes of the same columns of one table."""
    table = db.metadata.tables[deeds[0].table]
    wrote = {name: bindparam(f"wrote_{name}", type_=table.c[name].type) for name in deeds[0].after}
    unchanged = [table.c[name].is_not_distinct_from(value) for name, value in wrote.items()]
    has_id = "staff_id" in wrote
    if has_id:
        unchanged.append(_is_free(table, bindparam("his_id")))
    values = [
        {"number": deed.row_id}
        | {f"wrote_{name}": value for name, value in _typed(table, deed.after).items()}
        | _typed(table, deed.before)
        | ({"his_id": deed.before["staff_id"]} if has_id else {})
        for deed in deeds
    ]
    taking_back = update(table).where(table.c.id == bindparam("number"), *unchanged)
    for some in batched(values, IN_ONE_STEP):
        db.session.connection().execute(taking_back, some)


def _is_free(table: Table, staff_id: ColumnElement[str]) -> ColumnElement[bool]:
    """Whether nobody else was given the official ID meanwhile."""
    others = table.alias()
    holder = others.c.merged_into_id.is_(None) & (others.c.id != table.c.id)
    return not_(exists().where(others.c.staff_id == staff_id, holder))


def _typed(table: Table, values: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if value and isinstance(table.c[name].type, Date) else value
        for name, value in values.items()
    }
