"""Applying a list: one transaction writes people, postings, roles or nominations, and a journal of it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import insert, select

from training import audit, khmer
from training.accounts.models import User
from training.courses.models import Course, Nomination
from training.db import db
from training.errors import RuleViolation
from training.i18n import lazy
from training.identification.models import (
    IdentificationList,
    ListDeed,
    ListKind,
    ListRow,
    ListState,
    RowOutcome,
)
from training.officials.models import Official, Posting, Sex
from training.organisation.models import Unit
from training.workflow.models import RoleAssignment

IT_FOUNDATION = "ITF"


class NothingToApply(RuleViolation):
    message = lazy("No row of this list can be applied; decide the doubtful ones or refuse the list.")


def apply(identification_list: IdentificationList, *, by: User | None, on: date, at: datetime) -> None:
    """Write every row that will be applied into the register; refused, held and undecided rows are left out.

    Raises:
        ForbiddenMove: the list was not read, or was applied before.
        NothingToApply: no row can be applied.
    """
    identification_list.move_to(ListState.APPLIED)
    query = select(ListRow).where(ListRow.list_id == identification_list.id).order_by(ListRow.id)
    rows = [row for row in db.session.scalars(query) if row.will_be_applied]
    if not rows:
        raise NothingToApply
    units = dict(db.session.execute(select(Unit.code, Unit.id)).all())
    journal = _Journal(identification_list.id)
    _write_new([row for row in rows if row.official_id is None], units=units, journal=journal, on=on, at=at)
    for row in rows:
        if row.outcome is RowOutcome.CHANGED:
            _write_changes(row, units=units, journal=journal, on=on)
    _write_roles(rows, kind=identification_list.kind, units=units, journal=journal, on=on)
    journal.keep()
    identification_list.applied_at = at
    audit.record("applied list", identification_list, by=by, rows=len(rows))


class _Journal:
    """What was written, to be kept beside the list."""

    def __init__(self, list_id: int) -> None:
        self.list_id = list_id
        self.deeds: list[dict[str, Any]] = []

    def created(self, table: str, numbers: Iterable[int]) -> None:
        self.deeds += [
            {"list_id": self.list_id, "table": table, "row_id": number, "before": None, "after": {}}
            for number in numbers
        ]

    def changed(
        self, table: str, number: int, *, before: Mapping[str, Any], after: Mapping[str, Any]
    ) -> None:
        deed = {"before": _plain(before), "after": _plain(after)}
        self.deeds.append({"list_id": self.list_id, "table": table, "row_id": number, **deed})

    def keep(self) -> None:
        if self.deeds:
            db.session.execute(insert(ListDeed), self.deeds)


def _plain(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}


def _insert(model: type, values: Sequence[Mapping[str, Any]], *, journal: _Journal) -> list[int]:
    if not values:
        return []
    written = insert(model).returning(model.id, sort_by_parameter_order=True)  # type: ignore[attr-defined]
    numbers = list(db.session.scalars(written, values))
    journal.created(model.__tablename__, numbers)  # type: ignore[attr-defined]
    return numbers


def _write_new(
    rows: list[ListRow], *, units: Mapping[str, int], journal: _Journal, on: date, at: datetime
) -> None:
    officials = [_official(row.facts, unit_id=units[row.facts["org"]], at=at) for row in rows]
    numbers = _insert(Official, officials, journal=journal)
    postings = []
    for row, number in zip(rows, numbers, strict=True):
        row.official_id = number
        postings.append(_posting(row.facts, official_id=number, unit_id=units[row.facts["org"]], on=on))
    db.session.flush()
    _insert(Posting, postings, journal=journal)


def _official(facts: Mapping[str, Any], *, unit_id: int, at: datetime) -> dict[str, Any]:
    born, name = facts.get("birth_date"), facts.get("khmer_name") or ""
    latin = facts.get("latin_name") or ""
    return {
        "staff_id": facts.get("id") or None,
        "name_km": name,
        "name_latin": latin,
        "name_key": khmer.name_key(name),
        "sort_key": khmer.sort_key(name or latin),
        "sex": Sex(facts["sex"]) if facts.get("sex") else None,
        "birth_date": date.fromisoformat(born) if born else None,
        "phone": facts.get("phone") or None,
        "email": facts.get("email") or None,
        "unit_id": unit_id,
        "created_at": at,
    }


def _posting(facts: Mapping[str, Any], *, official_id: int, unit_id: int, on: date) -> dict[str, Any]:
    return {
        "official_id": official_id,
        "unit_id": unit_id,
        "department": facts.get("unit") or "",
        "office": facts.get("office") or "",
        "position": facts.get("position") or "",
        "valid_from": on,
    }


def _write_changes(row: ListRow, *, units: Mapping[str, int], journal: _Journal, on: date) -> None:
    """Change what the list says anew of a known official; what the list leaves empty stays."""
    official = db.session.get_one(Official, row.official_id)
    wanted = _official(row.facts, unit_id=units[row.facts["org"]], at=official.created_at)
    new = {name: wanted[name] for name in row.changes if wanted.get(name) is not None}
    if "name_km" in new:
        new |= {"name_key": wanted["name_key"], "sort_key": wanted["sort_key"]}
    before = {name: getattr(official, name) for name in new}
    for name, value in new.items():
        setattr(official, name, value)
    if new:
        journal.changed("official", official.id, before=before, after=new)
    if "unit_id" in new:
        _move_posting(official, row.facts, journal=journal, on=on)


def _move_posting(official: Official, facts: Mapping[str, Any], *, journal: _Journal, on: date) -> None:
    current = db.session.scalar(
        select(Posting).where(Posting.official_id == official.id, Posting.valid_to.is_(None))
    )
    if current is not None:
        current.valid_to = max(on, current.valid_from)
        journal.changed(
            "posting", current.id, before={"valid_to": None}, after={"valid_to": current.valid_to}
        )
        db.session.flush()
    posting = _posting(facts, official_id=official.id, unit_id=official.unit_id, on=on)
    _insert(Posting, [posting], journal=journal)


def _write_roles(
    rows: list[ListRow], *, kind: ListKind, units: Mapping[str, int], journal: _Journal, on: date
) -> None:
    if kind is ListKind.IT_FOUNDATION:
        _nominate(rows, journal=journal, on=on)
        return
    holds = select(RoleAssignment.official_id, RoleAssignment.unit_id, RoleAssignment.role_code)
    held = set(db.session.execute(holds.where(RoleAssignment.valid_to.is_(None))))
    wanted = {
        (row.official_id, units[row.facts["org"]], role)
        for row in rows
        for role in row.facts.get("roles", ())
    }
    names = ("official_id", "unit_id", "role_code")
    new = [dict(zip(names, key, strict=True)) | {"valid_from": on} for key in sorted(wanted - held)]
    _insert(RoleAssignment, new, journal=journal)


def _nominate(rows: list[ListRow], *, journal: _Journal, on: date) -> None:
    course_id = db.session.scalars(select(Course.id).where(Course.code == IT_FOUNDATION)).one()
    known = select(Nomination.official_id).where(
        Nomination.course_id == course_id, Nomination.withdrawn_on.is_(None)
    )
    already = set(db.session.scalars(known))
    wanted = sorted({row.official_id for row in rows if row.official_id} - already)
    new = [{"official_id": number, "course_id": course_id, "nominated_on": on} for number in wanted]
    _insert(Nomination, new, journal=journal)
