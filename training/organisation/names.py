"""What units are called: renamed from a day on, and known to lists by several spellings."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import or_, select

from training import audit, dates, khmer
from training.audit import Actor
from training.db import db
from training.errors import RuleViolation
from training.i18n import lazy, short_date
from training.organisation.models import Unit, UnitAlias, UnitName


class NameUnchanged(RuleViolation):
    message = lazy("The unit has this name already.")


class NameBeforeItsTime(RuleViolation):
    message = lazy("The last name holds since %(day)s; the new one cannot begin before it.")


class SpellingIsName(RuleViolation):
    message = lazy("The unit's code and its present names stay its spellings as long as it stands.")


class SpellingTaken(RuleViolation):
    message = lazy("This spelling already stands for %(unit)s.")


def rename(unit: Unit, *, name_km: str, name_en: str, on: date, by: Actor | None) -> None:
    """Call ``unit`` otherwise from ``on`` on; when that day comes, ``take_up`` makes it today's name.

    The former name stays in its story, and as a spelling in lists.

    Raises:
        RuleViolation: the first of ``obstacles_to_renaming``.
    """
    name_km, name_en = khmer.canonical(name_km), khmer.clean(name_en)
    for obstacle in obstacles_to_renaming(unit, name_km=name_km, name_en=name_en, on=on):
        raise obstacle
    last = _last_name(unit)
    if last and last.valid_from == on:
        last.name_km, last.name_en = name_km, name_en
    else:
        if last:
            last.valid_to = on - timedelta(days=1)
            db.session.flush()
        begin(unit, name_km=name_km, name_en=name_en, on=on)
    audit.record("renamed unit", unit, by=by, was_km=unit.name_km, was_en=unit.name_en, on=on.isoformat())
    for spelling in (name_km, name_en):
        spell(unit, spelling)
    take_up(on=dates.today())


def take_up(*, on: date) -> None:
    """Let every unit be called as it is called on ``on``: names may begin on a day that was still to come."""
    ends = or_(UnitName.valid_to.is_(None), UnitName.valid_to >= on)
    differs = or_(Unit.name_km != UnitName.name_km, Unit.name_en != UnitName.name_en)
    query = select(Unit, UnitName).join(UnitName, UnitName.unit_id == Unit.id)
    for unit, name in db.session.execute(query.where(UnitName.valid_from <= on, ends, differs)):
        unit.name_km, unit.name_en = name.name_km, name.name_en
    db.session.flush()


def obstacles_to_renaming(unit: Unit, *, name_km: str, name_en: str, on: date) -> Iterator[RuleViolation]:
    """Say why ``unit`` cannot be called so from ``on`` on."""
    last = _last_name(unit)
    called = last or unit
    if (called.name_km, called.name_en) == (name_km, name_en):
        yield NameUnchanged()
    if last and on < last.valid_from:
        yield NameBeforeItsTime(day=short_date(last.valid_from))
    for spelling in (name_km, name_en):
        yield from obstacles_to_spelling(unit, spelling)


def add_spelling(unit: Unit, spelling: str, *, by: Actor | None) -> UnitAlias:
    """Let lists that write ``spelling`` mean ``unit``.

    Raises:
        SpellingTaken: it stands for another unit.
    """
    for obstacle in obstacles_to_spelling(unit, spelling):
        raise obstacle
    alias = spell(unit, spelling)
    audit.record("added spelling", unit, by=by, spelling=spelling)
    return alias


def obstacles_to_spelling(unit: Unit, spelling: str) -> Iterator[RuleViolation]:
    found = found_by(spelling)
    if found and found.unit_id != unit.id:
        yield SpellingTaken(unit=db.session.get_one(Unit, found.unit_id).name)


def drop_spelling(alias: UnitAlias, *, on: date, by: Actor | None) -> None:
    """Let lists that write it no longer mean the unit; another one may take the spelling.

    Raises:
        SpellingIsName: the unit stands on ``on`` and is called so.
    """
    unit = db.session.get_one(Unit, alias.unit_id)
    if is_name(unit, alias) and not unit.is_closed_on(on):
        raise SpellingIsName
    audit.record("dropped spelling", unit, by=by, spelling=alias.spelling)
    db.session.delete(alias)
    db.session.flush()


def is_name(unit: Unit, alias: UnitAlias) -> bool:
    """Whether the spelling is what ``unit`` is called today."""
    return alias.key in {khmer.key(text) for text in (unit.code, unit.name_km, unit.name_en)}


def begin(unit: Unit, *, name_km: str, name_en: str, on: date) -> None:
    """Write a name that holds since ``on``."""
    db.session.add(UnitName(unit_id=unit.id, name_km=name_km, name_en=name_en, valid_from=on))
    db.session.flush()


def _last_name(unit: Unit) -> UnitName | None:
    return db.session.scalar(select(UnitName).where(UnitName.unit_id == unit.id, UnitName.valid_to.is_(None)))


def spell(unit: Unit, spelling: str) -> UnitAlias:
    """The spelling that stands for ``unit``, written if it is not known yet."""
    alias = found_by(spelling)
    if alias is None:
        alias = UnitAlias(unit_id=unit.id, spelling=spelling, key=khmer.key(spelling))
        db.session.add(alias)
        db.session.flush()
    return alias


def found_by(spelling: str) -> UnitAlias | None:
    return db.session.scalar(select(UnitAlias).where(UnitAlias.key == khmer.key(spelling)))
