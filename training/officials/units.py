"""Units as the pages show them, with the counts of their officials, narrowed to what the reader sees."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from training.accounts.models import User
from training.accounts.scope import seen_by
from training.db import db
from training.errors import NotFound
from training.officials.models import Official
from training.officials.queries import NOBODY, Count, sees_unit, women
from training.organisation.models import Province, Unit, UnitAlias, UnitKind, UnitName


@dataclass(frozen=True, slots=True)
class UnitRow:
    """A unit in the tree: ``depth`` is 0 at the root; ``own`` officials serve in it, not below it."""

    unit: Unit
    depth: int
    own: Count


@dataclass(frozen=True, slots=True)
class UnitStory:
    """A unit with its names through time, its spellings, what lies below it, and its officials."""

    unit: Unit
    parent: Unit | None
    names: Sequence[UnitName]
    spellings: Sequence[UnitAlias]
    below: Sequence[UnitRow]
    own: Count


def unit_rows(user: User, *, kind: str | None = None, province: str | None = None) -> list[UnitRow]:
    """The units ``user`` may see, in the order of the tree."""
    query = select(Unit).where(sees_unit(user))
    if kind:
        query = query.where(Unit.kind == UnitKind(kind))
    if province:
        query = query.where(Unit.province_code == province)
    return _rows(list(db.session.scalars(query)), user=user)


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
