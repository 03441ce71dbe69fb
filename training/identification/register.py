"""The officials of the register that the rows of one list may be, loaded in a few queries and indexed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from training.db import db
from training.identification.matching import Identity, KnownOfficial, People
from training.identification.reading.model import Person
from training.officials.models import Official
from training.organisation.models import Unit
from training.workflow.models import RoleAssignment

IN_SMALL_STEPS = 500  # values in one statement


@dataclass(frozen=True, slots=True)
class Register:
    """Whom the rows may be, by the rules of matching; where they serve, and what they do there."""

    officials: dict[Any, Official]
    people: People
    units: dict[str, Unit]
    units_by_id: dict[int, Unit]
    roles: dict[int, set[str]]

    @staticmethod
    def identity(person: Person) -> Identity:
        return Identity(person.official_id, person.name_key, person.birth_date, person.sex)


def load_register(people: Sequence[Person]) -> Register:
    ids = {person.official_id for person in people if person.official_id}
    births = {person.birth_date for person in people if person.birth_date}
    found: dict[Any, Official] = {}
    for column, values in ((Official.staff_id, ids), (Official.birth_date, births)):
        for some in _steps(values):
            query = select(Official).where(column.in_(some), Official.merged_into_id.is_(None))
            found |= {official.id: official for official in db.session.scalars(query)}
    known = People(KnownOfficial(number, _identity(found[number])) for number in sorted(found))
    units = list(db.session.scalars(select(Unit)))
    by_code, by_id = {unit.code: unit for unit in units}, {unit.id: unit for unit in units}
    return Register(found, known, by_code, by_id, _roles(found))


def _identity(official: Official) -> Identity:
    sex = official.sex.value if official.sex else None
    return Identity(official.staff_id, official.name_key, official.birth_date, sex)


def _roles(found: Iterable[int]) -> dict[int, set[str]]:
    held: dict[int, set[str]] = defaultdict(set)
    for some in _steps(found):
        query = select(RoleAssignment.official_id, RoleAssignment.role_code).where(
            RoleAssignment.official_id.in_(some), RoleAssignment.valid_to.is_(None)
        )
        for official_id, role in db.session.execute(query):
            held[official_id].add(role)
    return held


def _steps(values: Iterable[Any]) -> list[list[Any]]:
    ordered = sorted(values)
    return [ordered[start : start + IN_SMALL_STEPS] for start in range(0, len(ordered), IN_SMALL_STEPS)]
