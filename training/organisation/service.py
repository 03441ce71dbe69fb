"""What is done with units: loaded, founded, changed, moved."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import select

from training import audit, khmer
from training.audit import Actor
from training.db import db, hold_open
from training.errors import RuleViolation
from training.i18n import lazy, short_date
from training.organisation import names
from training.organisation.models import Province, Unit, UnitKind
from training.reference import Organisation, reference


class UnitCodeTaken(RuleViolation):
    message = lazy("The code %(code)s belongs to %(unit)s.")


class UnitIsClosed(RuleViolation):
    message = lazy("%(unit)s is closed from %(day)s on.")


class UnitUnderItself(RuleViolation):
    message = lazy("%(unit)s lies below this unit itself.")


class UnitThereAlready(RuleViolation):
    message = lazy("The unit stands there already.")


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


def found_unit(
    *, code: str, kind: UnitKind, parent: Unit | None, name_km: str, name_en: str, on: date, by: Actor | None,
    province: str | None = None, business_unit: str | None = None, most_away: int | None = None,
) -> Unit:  # fmt: skip
    """Write a unit whose name holds since ``on``; lists may write its code and both names.

    ``most_away`` is the most persons in class at once, ``business_unit`` its code in FMIS.

    Raises:
        RuleViolation: the first of ``obstacles_to_founding``.
    """
    hold_open(parent)
    facts = {"code": code, "name_km": khmer.canonical(name_km), "name_en": khmer.clean(name_en)}
    for obstacle in obstacles_to_founding(parent=parent, **facts):
        raise obstacle
    unit = Unit(
        kind=kind, parent_id=parent.id if parent else None, province_code=province,
        business_unit=business_unit or None, most_away=most_away, **facts,
    )  # fmt: skip
    _plant(unit, parent=parent, on=on)
    audit.record("founded unit", unit, by=by, code=code, parent=unit.parent_id)
    return unit


def obstacles_to_founding(
    *, code: str, name_km: str, name_en: str, parent: Unit | None
) -> Iterator[RuleViolation]:
    """Say why there can be no such unit."""
    other = db.session.scalar(select(Unit).where(Unit.code == code))
    if other:
        yield UnitCodeTaken(code=code, unit=other.name)
    yield from obstacles_to_sending(parent)
    for spelling in (code, name_km, name_en):
        if found := names.found_by(spelling):
            yield names.SpellingTaken(unit=db.session.get_one(Unit, found.unit_id).name)


def obstacles_to_sending(unit: Unit | None) -> Iterator[RuleViolation]:
    """Say why no person, role or other unit can be put into ``unit`` any more; its end may lie ahead."""
    if unit and unit.closed_from:
        yield UnitIsClosed(unit=unit.name, day=short_date(unit.closed_from))


def change_unit(
    unit: Unit, *, business_unit: str | None, most_away: int | None, province: str | None, by: Actor | None
) -> None:
    """Write the unit's code in FMIS, the most persons in class at once (None: no limit), and its province."""
    facts = {"business_unit": business_unit or None, "most_away": most_away, "province_code": province}
    was = {name: getattr(unit, name) for name, value in facts.items() if getattr(unit, name) != value}
    for name in was:
        setattr(unit, name, facts[name])
    audit.record("changed unit", unit, by=by, was=was, now={name: facts[name] for name in was})
    db.session.flush()
    db.session.expire(unit, ["province"])


def move(unit: Unit, *, under: Unit | None, by: Actor | None) -> None:
    """Put ``unit`` with all below it under another one, or at the root; who answers for that answers for it.

    Raises:
        RuleViolation: the first of ``obstacles_to_moving``.
    """
    hold_open(under)
    for obstacle in obstacles_to_moving(unit, under=under):
        raise obstacle
    former, root = unit.path, under.path if under else "/"
    audit.record("moved unit", unit, by=by, was=unit.parent_id, to=under.id if under else None)
    unit.parent_id = under.id if under else None
    for each in db.session.scalars(select(Unit).where(Unit.path.startswith(former, autoescape=True))):
        each.path = f"{root}{unit.id}/{each.path.removeprefix(former)}"
    db.session.flush()


def obstacles_to_moving(unit: Unit, *, under: Unit | None) -> Iterator[RuleViolation]:
    """Say why ``unit`` cannot be put there."""
    if unit.parent_id == (under.id if under else None):
        yield UnitThereAlready()
    if under and under.path.startswith(unit.path):
        yield UnitUnderItself(unit=under.name)
    yield from obstacles_to_sending(under)


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
    units[item.code] = unit
    _plant(unit, parent=parent, on=on)
    return unit


def _plant(unit: Unit, *, parent: Unit | None, on: date) -> None:
    """Give ``unit`` its place in the tree, its first name and its first spellings."""
    db.session.add(unit)
    db.session.flush()
    unit.path = f"{parent.path if parent else '/'}{unit.id}/"
    names.begin(unit, name_km=unit.name_km, name_en=unit.name_en, on=on)
    for spelling in (unit.code, unit.name_km, unit.name_en):
        names.spell(unit, spelling)
