"""Taking a whole list back: what it created goes, what it changed is as before, but for what others need."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, Table, delete, select, update

from training import audit
from training.accounts.models import User
from training.db import db
from training.identification.models import IdentificationList, ListDeed, ListRow, ListState

OWN = frozenset({"list_row", "audit_entry"})  # tables that only point at what is undone
IN_SMALL_STEPS = 500  # ids in one statement


@dataclass(frozen=True, slots=True)
class Undoing:
    """What taking a list back would do; ``stays`` counts the records others depend on, by table."""

    goes: dict[str, int]
    stays: dict[str, int]


def preview(identification_list: IdentificationList) -> Undoing:
    """Say beforehand what would go and what would stay."""
    created = _created(identification_list)
    stay = _needed(created)
    return Undoing(
        goes={table: len(ids - stay[table]) for table, ids in created.items() if ids - stay[table]},
        stays={table: len(ids) for table, ids in stay.items() if ids},
    )


def undo(identification_list: IdentificationList, *, by: User | None, at: datetime) -> Undoing:
    """Take the list back, in the reverse order of its deeds. What a person changed since stays as he left it.

    Raises:
        ForbiddenMove: the list is not applied.
    """
    identification_list.move_to(ListState.UNDONE)
    identification_list.undone_at = at
    done = preview(identification_list)
    created = _created(identification_list)
    stay = _needed(created)
    rows = update(ListRow).where(ListRow.list_id == identification_list.id)
    going = created["official"] - stay["official"]
    for some in _steps(going):
        db.session.execute(rows.where(ListRow.official_id.in_(some)).values(official_id=None))
        others = update(ListRow).where(ListRow.official_id.in_(some) | ListRow.alike_id.in_(some))
        db.session.execute(others.values(official_id=None, alike_id=None))
    for table in reversed(db.metadata.sorted_tables):
        for some in _steps(created[table.name] - stay[table.name]):
            db.session.execute(delete(table).where(table.c.id.in_(some)))
    _restore(identification_list)
    db.session.expire_all()
    audit.record("undid list", identification_list, by=by, goes=done.goes, stays=done.stays)
    return done


def _created(identification_list: IdentificationList) -> defaultdict[str, set[int]]:
    query = select(ListDeed.table, ListDeed.row_id).where(
        ListDeed.list_id == identification_list.id, ListDeed.before.is_(None)
    )
    created: defaultdict[str, set[int]] = defaultdict(set)
    for table, number in db.session.execute(query):
        created[table].add(number)
    return created


def _needed(created: defaultdict[str, set[int]]) -> defaultdict[str, set[int]]:
    """Records that something outside the list points to, found through the foreign keys; they pull along
    what they point to themselves."""
    needed: defaultdict[str, set[int]] = defaultdict(set)
    for table in reversed(db.metadata.sorted_tables):
        for column in table.columns if table.name not in OWN else ():
            for key in column.foreign_keys:
                target = key.column.table.name
                pointed = _pointed_at(
                    table, column, among=created[target], but=created[table.name] - needed[table.name]
                )
                needed[target] |= pointed
    return needed


def _pointed_at(table: Table, column: Column[Any], *, among: set[int], but: set[int]) -> set[int]:
    found: set[int] = set()
    own_id = table.c.id if "id" in table.c else None
    for some in _steps(among):
        query = select(column).where(column.in_(some))
        if own_id is None:
            found |= set(db.session.scalars(query))
        else:
            rows = db.session.execute(query.add_columns(own_id)).all()
            found |= {target for target, number in rows if number not in but}
    return found


def _restore(identification_list: IdentificationList) -> None:
    """Give changed columns back what they held, where they still hold what the list wrote."""
    query = select(ListDeed).where(ListDeed.list_id == identification_list.id, ListDeed.before.is_not(None))
    for deed in db.session.scalars(query.order_by(ListDeed.id.desc())):
        table = db.metadata.tables[deed.table]
        after, before = _typed(table, deed.after), _typed(table, deed.before or {})
        unchanged = [table.c[name].is_not_distinct_from(value) for name, value in after.items()]
        db.session.execute(update(table).where(table.c.id == deed.row_id, *unchanged).values(before))


def _typed(table: Table, values: dict[str, Any]) -> dict[str, Any]:
    return {
        name: date.fromisoformat(value) if value and isinstance(table.c[name].type, Date) else value
        for name, value in values.items()
    }


def _steps(numbers: Iterable[int]) -> list[list[int]]:
    ordered = sorted(numbers)
    return [ordered[start : start + IN_SMALL_STEPS] for start in range(0, len(ordered), IN_SMALL_STEPS)]
