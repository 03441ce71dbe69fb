"""Units as the pages show them, with the counts of their officials, narrowed to what the reader sees."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_, select

from training import khmer
from training.accounts.models import User
from training.accounts.scope import seen_by
from training.db import db
from training.errors import NotFound
from training.officials.models import Official
from training.officials.queries import NOBODY, Count, below, sees_unit, women
from training.organisation.models import Province, Unit, UnitAlias, UnitKind, UnitName


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in the tree: ``depth`` is 0 at the root; ``own`` officials serve in it, not below it."""

    unit: Unit
    depth: int
    own: Count


@dataclass(frozen=True, slots=True)
class UnitFilters:
    """What narrows the list of day ``on``; ``under`` numbers a ministry, ``state`` may be "closed"."""

    on: date
    text: str = ""
    kind: str | None = None
    under: str | None = None
    province: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class UnitStory:
    """A unit with its names through time, its spellings, what lies below it, and its officials."""

    unit: Unit
    parent: Unit | None
    names: Sequence[UnitName]
    spellings: Sequence[UnitAlias]
    below: Sequence[UnitRow]
    own: Count


def unit_rows(user: User, filters: UnitFilters) -> list[UnitRow]:
    """The units ``user`` may see, in the order of the tree."""
    query = select(Unit).where(sees_unit(user), _stands(filters))
    if filters.text:
        query = query.where(_called(filters.text))
    if filters.kind:
        query = query.where(Unit.kind == UnitKind(filters.kind))
    if filters.province:
        query = query.where(Unit.province_code == filters.province)
    if filters.under:
        query = query.where(Unit.id.in_(below(int(filters.under))))
    return _rows(list(db.session.scalars(query)), user=user)


def ministries(user: User) -> Sequence[Unit]:
    """The ministries that ``user`` may see, closed ones too: their units can still be looked up."""
    query = select(Unit).where(Unit.kind == UnitKind.MINISTRY, sees_unit(user))
    return db.session.scalars(query.order_by(Unit.code)).all()


def unit_story(number: int, *, user: User) -> UnitStory:
    """Everything the page of a unit tells.

    Raises:
        NotFound: there is none, or a focal person does not answer for it.
    """
    unit = db.session.scalar(select(Unit).where(Unit.id == number, sees_unit(user)))
    if unit is None:
        raise NotFound
    names = select(UnitName).where(UnitName.unit_id == number).order_by(UnitName.valid_from.desc())
    spellings = select(UnitAlias).where(UnitAlias.unit_id == number).order_by(UnitAlias.spelling)
    children = select(Unit).where(Unit.parent_id == number, sees_unit(user))
    return UnitStory(
        unit=unit,
        parent=db.session.get(Unit, unit.parent_id) if unit.parent_id else None,
        names=db.session.scalars(names).all(),
        spellings=db.session.scalars(spellings).all(),
        below=_rows(list(db.session.scalars(children)), user=user),
        own=_counts(user).get(number, NOBODY),
    )


def provinces() -> Sequence[Province]:
    return db.session.scalars(select(Province).order_by(Province.code)).all()


def get_spelling(number: int) -> UnitAlias:
    found = db.session.get(UnitAlias, number)
    if found is None:
        raise NotFound
    return found


def _stands(filters: UnitFilters) -> ColumnElement[bool]:
    if filters.state == "closed":
        return Unit.closed_from <= filters.on
    return or_(Unit.closed_from.is_(None), Unit.closed_from > filters.on)


def _called(text: str) -> ColumnElement[bool]:
    """Units with a spelling that holds ``text``, or that are or were called so."""
    known = select(UnitAlias.unit_id).where(UnitAlias.key.contains(khmer.key(text), autoescape=True))
    columns = (Unit.code, Unit.name_km, Unit.name_en)
    return or_(Unit.id.in_(known), *(column.icontains(text, autoescape=True) for column in columns))


def _rows(units: list[Unit], *, user: User) -> list[UnitRow]:
    counts, codes = _counts(user), {unit.id: unit.code for unit in units}
    ordered = sorted(units, key=lambda unit: [codes.get(number, "") for number in _line(unit)])
    return [UnitRow(unit, len(_line(unit)) - 1, counts.get(unit.id, NOBODY)) for unit in ordered]


def _counts(user: User) -> dict[int, Count]:
    query = select(Official.unit_id, func.count(), women()).where(
        seen_by(user, Official), Official.merged_into_id.is_(None)
    )
    rows = db.session.execute(query.group_by(Official.unit_id))
    return {unit_id: Count(total, female) for unit_id, total, female in rows}


def _line(unit: Unit) -> list[int]:
    """The numbers of the units from the root down to ``unit``."""
    return [int(part) for part in unit.path.split("/") if part] or [unit.id]
