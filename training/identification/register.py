"""The officials of the register that the rows of one list may be, loaded in a few queries and indexed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import Select, func, select, text

from training import dates
from training.accounts.models import User
from training.courses.models import Nomination
from training.db import db
from training.identification.earlier import Earlier
from training.identification.hands import Hands, load_hands
from training.identification.matching import Identity, KnownOfficial, People
from training.identification.reading.model import Person
from training.identification.remembered import Former, load_decisions, load_former
from training.identification.runs import batched
from training.officials.models import Official, Sex
from training.organisation.models import Unit
from training.workflow.models import RoleAssignment, WorkflowRole

IN_ONE_QUERY = 500  # values in one statement
KILOBYTES_KEPT = 65_536  # of SQLite's pages, so that a long list is not written to the disk twice
WHOLE_WHEN = 10  # a list of a tenth of the register's length is compared with the whole of it


class Known(NamedTuple):
    """What the register says of an official; a plain row, for there may be a hundred thousand."""

    id: int
    staff_id: str | None
    name_km: str
    name_latin: str
    name_key: str
    sort_key: str
    sex: Sex | None
    birth_date: date | None
    phone: str | None
    email: str | None
    unit_id: int


@dataclass(frozen=True, slots=True)
class Register:
    """Whom the rows may be, by the rules of matching; where they serve, what they do there, who signs in."""

    officials: dict[Any, Known]
    people: People
    units: dict[str, Unit]
    units_by_id: dict[int, Unit]
    roles: dict[int, set[tuple[int, str]]]  # unit and role, by official
    signing_in: frozenset[int]
    hands: Hands
    closed: frozenset[str]  # codes of roles and units that are closed today
    earlier: Earlier


def lock_register() -> None:
    """Let nobody else write people and their tasks until this transaction ends; SQLite has one writer."""
    if db.session.connection().dialect.name == "postgresql":
        tables = ", ".join(model.__tablename__ for model in (Official, RoleAssignment, Nomination))
        db.session.execute(text(f"LOCK TABLE {tables} IN SHARE ROW EXCLUSIVE MODE"))
    else:
        db.session.execute(text(f"PRAGMA cache_size = -{KILOBYTES_KEPT}"))


def load_register(people: Sequence[Person], *, earlier: Earlier) -> Register:
    """Load whom ``people`` may be, and those whom the version before their list named."""
    decisions, former = load_decisions(), list(load_former())
    further = {one.merged_into_id for one in former} | {number for _, number in decisions.same}
    further |= earlier.officials
    found = {known.id: known for known in _officials(people, further=further)}
    known = People(
        (KnownOfficial(number, _identity(found[number])) for number in sorted(found)), decisions=decisions
    )
    for one in former:
        if one.merged_into_id in found:
            known.also(one.merged_into_id, _identity(one))
    units = list(db.session.scalars(select(Unit)))
    by_code, by_id = {unit.code: unit for unit in units}, {unit.id: unit for unit in units}
    accounts = select(User.official_id).where(User.official_id.is_not(None))
    return Register(found, known, by_code, by_id, _roles(found), frozenset(db.session.scalars(accounts)),
                    load_hands(found), _closed(units), earlier)  # fmt: skip


def _closed(units: Iterable[Unit]) -> frozenset[str]:
    """A unit's code has no point in it, a role's has one."""
    today = dates.today()
    closable = [
        *units,
        *db.session.scalars(select(WorkflowRole).where(WorkflowRole.closed_from.is_not(None))),
    ]
    return frozenset(each.code for each in closable if each.is_closed_on(today))


def _officials(people: Sequence[Person], *, further: set[Any]) -> Iterator[Known]:
    query = select(*(getattr(Official, name) for name in Known._fields)).where(
        Official.merged_into_id.is_(None)
    )
    if _is_long(people):
        yield from _known(query)
        return
    ids = {person.official_id for person in people if person.official_id}
    births = {person.birth_date for person in people if person.birth_date}
    for column, values in ((Official.staff_id, ids), (Official.birth_date, births), (Official.id, further)):
        for some in batched(sorted(values), IN_ONE_QUERY):
            yield from _known(query.where(column.in_(some)))


def _known(query: Select[Any]) -> Iterator[Known]:
    return map(Known._make, db.session.execute(query))


def _is_long(people: Sequence[Person]) -> bool:
    officials = db.session.scalar(select(func.count()).select_from(Official)) or 0
    return len(people) * WHOLE_WHEN > officials


def _identity(official: Known | Former) -> Identity:
    sex = official.sex.value if official.sex else None
    return Identity(official.staff_id, official.name_key, official.birth_date, sex)


def _roles(found: dict[int, Known]) -> dict[int, set[tuple[int, str]]]:
    held: dict[int, set[tuple[int, str]]] = defaultdict(set)
    columns = (RoleAssignment.official_id, RoleAssignment.unit_id, RoleAssignment.role_code)
    query = select(*columns).where(RoleAssignment.valid_to.is_(None))
    for some in batched(sorted(found), IN_ONE_QUERY):
        of_some = query.where(RoleAssignment.official_id.in_(some))
        for official_id, unit_id, role in db.session.execute(of_some):
            held[official_id].add((unit_id, role))
    return held
