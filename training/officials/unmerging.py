"""Taking a merge back: each of the two has again what was his, but for what came since."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Date, DateTime, Table, TypeDecorator, delete, func, select, update

from training import audit
from training.accounts.models import User
from training.db import db
from training.errors import RuleViolation
from training.i18n import lazy
from training.officials.merging import follow, pointers, points_to_official
from training.officials.models import Merge, MergeDeed, Official

Places = dict[str, set[int]]  # numbers of records, by table
Staying = Callable[[Merge, set[int]], set[int]]
_staying: dict[type, list[Staying]] = defaultdict(list)


class MergedAgain(RuleViolation):
    message = lazy("%(name)s was since merged into another official; take that back first.")


class IdTakenSince(RuleViolation):
    message = lazy("The official ID %(staff_id)s was since given to %(name)s; correct that first.")


@dataclass(frozen=True, slots=True)
class Unmerging:
    """What taking a merge back would do, by table: records that go back, and those of the other's that stay
    because they were used since; ``added`` came since and stays, too."""

    back: dict[str, int]
    used: dict[str, int]
    added: dict[str, int]


def stays(model: type) -> Callable[[Staying], Staying]:
    """Let the decorated function say which records of ``model`` stay, because of what was done since."""

    def add(rule: Staying) -> Staying:
        _staying[model].append(rule)
        return rule

    return add


def preview(merge: Merge) -> Unmerging:
    """Say beforehand what would go back and what would stay."""
    moved, used = _moved(merge), _used(merge)
    back = {table: len(ids - used[table]) for table, ids in moved.items() if ids - used[table]}
    return Unmerging(back, {table: len(ids) for table, ids in used.items() if ids}, _added(merge))


def obstacles(merge: Merge) -> Iterator[RuleViolation]:
    """Say why the merge cannot be taken back now."""
    kept, other = (db.session.get_one(Official, number) for number in (merge.kept_id, merge.other_id))
    if kept.merged_into_id or other.merged_into_id != kept.id:
        yield MergedAgain(name=kept.name)
    deed = _id_before(merge)
    back = {merge.other_id: other.staff_id, **deed}
    for staff_id in sorted(filter(None, {*back.values()})):
        same = select(Official).where(Official.staff_id == staff_id, Official.merged_into_id.is_(None))
        taken = db.session.scalar(same.where(Official.id.not_in([kept.id, other.id])))
        if taken:
            yield IdTakenSince(staff_id=staff_id, name=taken.name)


def undo(merge: Merge, *, by: User | None, at: datetime) -> Unmerging:
    """Give each of the two back what was his; what came since stays with the one who was kept.

    A value that a person changed since the merge stays as he left it.

    Raises:
        RuleViolation: the first of ``obstacles``.
    """
    for obstacle in obstacles(merge):
        raise obstacle
    done, used = preview(merge), _used(merge)
    for deed in reversed(_deeds(merge)):
        if deed.row_id not in used[deed.table]:
            _give_back(deed)
    other, kept_id = db.session.get_one(Official, merge.other_id), merge.kept_id
    db.session.execute(delete(MergeDeed).where(MergeDeed.merge_id == merge.id))
    db.session.execute(delete(Merge).where(Merge.id == merge.id))
    follow(kept_id, other.id)
    db.session.expire_all()
    facts = {"back": done.back, "used": done.used, "added": done.added, "at": at.isoformat()}
    audit.record("took merge back", other, by=by, kept=kept_id, **facts)
    return done


def _deeds(merge: Merge) -> list[MergeDeed]:
    query = select(MergeDeed).where(MergeDeed.merge_id == merge.id)
    return list(db.session.scalars(query.order_by(MergeDeed.id)))


def _id_before(merge: Merge) -> dict[int, str | None]:
    """The official IDs that taking back would write, by number of the official."""
    query = select(MergeDeed).where(MergeDeed.merge_id == merge.id, MergeDeed.column == "staff_id")
    return {deed.row_id: deed.before for deed in db.session.scalars(query)}


def _give_back(deed: MergeDeed) -> None:
    table = db.metadata.tables[deed.table]
    column = table.c[deed.column]
    unchanged = column.is_not_distinct_from(_typed(column, deed.after))
    back = {deed.column: _typed(column, deed.before)}
    db.session.execute(update(table).where(table.c.id == deed.row_id, unchanged).values(back))


def _moved(merge: Merge) -> Places:
    """The records that went from the other to the one who was kept."""
    moved: Places = defaultdict(set)
    for deed in _deeds(merge):
        pointing = points_to_official(db.metadata.tables[deed.table].c[deed.column])
        if pointing and deed.after == merge.kept_id and deed.column != "merged_into_id":
            moved[deed.table].add(deed.row_id)
    return moved


def _used(merge: Merge) -> Places:
    """The other's records that stay, and his records that hang on them."""
    moved = _moved(merge)
    used: Places = defaultdict(set)
    for model, rules in _staying.items():
        name = model.__tablename__  # type: ignore[attr-defined]
        for rule in rules if moved[name] else ():
            used[name] |= rule(merge, moved[name])
    for table in db.metadata.sorted_tables:
        for column in table.columns if moved[table.name] else ():
            used[table.name] |= _hanging(table, column, used) & moved[table.name]
    return used


def _hanging(table: Table, column: Column[Any], used: Places) -> set[int]:
    targets = {key.column.table.name for key in column.foreign_keys} - {"official", "user"}
    wanted = set().union(*(used[target] for target in targets if target in used))
    return set(db.session.scalars(select(table.c.id).where(column.in_(wanted)))) if wanted else set()


def _added(merge: Merge) -> dict[str, int]:
    """Records of the one who was kept that are newer than the merge."""
    added: Counter[str] = Counter()
    for table, column in pointers():
        if table.name == "official":
            continue
        query = select(func.count()).where(
            column == merge.kept_id, table.c.id > merge.last_ids.get(table.name, 0)
        )
        added[table.name] += db.session.scalar(query) or 0
    return {table: count for table, count in added.items() if count}


def _typed(column: Column[Any], value: Any) -> Any:
    kind = column.type.impl if isinstance(column.type, TypeDecorator) else column.type
    if value is None:
        return None
    if isinstance(kind, DateTime):
        return datetime.fromisoformat(value)
    return date.fromisoformat(value) if isinstance(kind, Date) else value
