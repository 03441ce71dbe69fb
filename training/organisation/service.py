"""What is done with units: loaded, renamed, known by another spelling."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select

from training import audit, khmer
from training.audit import Actor
from training.db import db
from training.errors import RuleViolation
from training.i18n import lazy, short_date
from training.organisation.models import Province, Unit, UnitAlias, UnitKind, UnitName
from training.reference import Organisation, reference


class NameUnchanged(RuleViolation):
    message = lazy("The unit has this name already.")


class NameBeforeItsTime(RuleViolation):
    message = lazy("The present name holds since %(day)s; the new one cannot begin before it.")


class SpellingTaken(RuleViolation):
    message = lazy("This spelling already stands for %(unit)s.")


def load_reference(on: date) -> None:
    """Write provinces and units with names that hold from ``on``; what is there stays as it is."""
    known = set(db.session.scalars(select(Province.code)))
    for item in reference().provinces:
        if item.code not in known:
            db.session.add(Province(code=item.code, name_km=item.km, name_en=item.en))
    db.session.flush()
    units = {unit.code: unit for unit in db.session.scalars(select(Unit))}
    wanted = {item.code: item for item in _organisations()}
    for organisation in wanted.values():
        _grow(organisation, wanted=wanted, units=units, on=on)


def rename(unit: Unit, *, name_km: str, name_en: str, on: date, by: Actor | None) -> None:
    """Call ``unit`` otherwise from ``on`` on. Its former name stays in its story, and as a spelling in lists.

    Raises:
        RuleViolation: the first of ``obstacles_to_renaming``.
    """
    name_km, name_en = khmer.canonical(name_km), khmer.clean(name_en)
    for obstacle in obstacles_to_renaming(unit, name_km=name_km, name_en=name_en, on=on):
        raise obstacle
    present = _present_name(unit)
    if present and present.valid_from == on:
        present.name_km, present.name_en = name_km, name_en
    else:
        if present:
            present.valid_to = on - timedelta(days=1)
            db.session.flush()
        _name(unit, name_km=name_km, name_en=name_en, on=on)
    audit.record("renamed unit", unit, by=by, was_km=unit.name_km, was_en=unit.name_en)
    unit.name_km, unit.name_en = name_km, name_en
    for spelling in (name_km, name_en):
        _spell(unit, spelling)
    db.session.flush()


def obstacles_to_renaming(unit: Unit, *, name_km: str, name_en: str, on: date) -> Iterator[RuleViolation]:
    """Say why ``unit`` cannot be called so from ``on`` on."""
    present = _present_name(unit)
    if (unit.name_km, unit.name_en) == (name_km, name_en):
        yield NameUnchanged()
    if present and on < present.valid_from:
        yield NameBeforeItsTime(day=short_date(present.valid_from))
    for spelling in (name_km, name_en):
        yield from obstacles_to_spelling(unit, spelling)


def add_spelling(unit: Unit, spelling: str, *, by: Actor | None) -> UnitAlias:
    """Let lists that write ``spelling`` mean ``unit``.

    Raises:
        SpellingTaken: it stands for another unit.
    """
    for obstacle in obstacles_to_spelling(unit, spelling):
        raise obstacle
    alias = _spell(unit, spelling)
    audit.record("added spelling", unit, by=by, spelling=spelling)
    return alias


def obstacles_to_spelling(unit: Unit, spelling: str) -> Iterator[RuleViolation]:
    found = _alias(khmer.key(spelling))
    if found and found.unit_id != unit.id:
        yield SpellingTaken(unit=db.session.get_one(Unit, found.unit_id).name)


def _organisations() -> tuple[Organisation, ...]:
    known = reference()
    return (*known.general_departments, *known.organisations, *known.further_units)


def _grow(item: Organisation, *, wanted: dict[str, Organisation], units: dict[str, Unit], on: date) -> Unit:
    """The unit of ``item``, written if it is missing, its parent first."""
    if item.code in units:
        return units[item.code]
    parent = _grow(wanted[item.parent], wanted=wanted, units=units, on=on) if item.parent else None
    unit = Unit(
        code=item.code, kind=UnitKind(item.kind), parent_id=parent.id if parent else None,
        province_code=item.province, name_km=khmer.canonical(item.km), name_en=item.en,
    )  # fmt: skip
    db.session.add(unit)
    db.session.flush()
    unit.path = f"{parent.path if parent else '/'}{unit.id}/"
    units[item.code] = unit
    _name(unit, name_km=unit.name_km, name_en=unit.name_en, on=on)
    for spelling in (item.code, item.km, item.en):
        _spell(unit, spelling)
    return unit


def _name(unit: Unit, *, name_km: str, name_en: str, on: date) -> None:
    db.session.add(UnitName(unit_id=unit.id, name_km=name_km, name_en=name_en, valid_from=on))
    db.session.flush()


def _present_name(unit: Unit) -> UnitName | None:
    return db.session.scalar(select(UnitName).where(UnitName.unit_id == unit.id, UnitName.valid_to.is_(None)))


def _spell(unit: Unit, spelling: str) -> UnitAlias:
    key = khmer.key(spelling)
    alias = _alias(key)
    if alias is None:
        alias = UnitAlias(unit_id=unit.id, spelling=spelling, key=key)
        db.session.add(alias)
        db.session.flush()
    return alias


def _alias(key: str) -> UnitAlias | None:
    return db.session.scalar(select(UnitAlias).where(UnitAlias.key == key))
