"""The officials of the register that the rows of one list may be, loaded in a few queries and indexed."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import or_, select

from training.db import db
from training.identification.reading.model import Person
from training.officials.models import Official, PairDecision, PairVerdict
from training.organisation.models import Unit
from training.workflow.models import RoleAssignment

IN_SMALL_STEPS = 500  # values in one statement


@dataclass(frozen=True, slots=True)
class Register:
    """The officials that rows of one list may be, ready to be looked up."""

    by_staff_id: dict[str, Official]
    by_person: dict[tuple[Any, ...], list[Official]]
    by_birth: dict[tuple[Any, ...], list[Official]]
    units: dict[str, Unit]
    units_by_id: dict[int, Unit]
    roles: dict[int, set[str]]
    apart: set[tuple[int, int]]

    def known_unit(self, number: int) -> Unit:
        return self.units_by_id[number]


def load_register(people: Sequence[Person]) -> Register:
    ids = {person.official_id for person in people if person.official_id}
    births = {person.birth_date for person in people if person.birth_date}
    found: dict[int, Official] = {}
    for column, values in ((Official.staff_id, ids), (Official.birth_date, births)):
        for some in _steps(values):
            query = select(Official).where(column.in_(some), Official.merged_into_id.is_(None))
            found |= {official.id: official for official in db.session.scalars(query)}
    by_person, by_birth = defaultdict(list), defaultdict(list)
    for official in found.values():
        by_person[official.name_key, official.birth_date, official.sex].append(official)
        by_birth[official.birth_date, official.sex].append(official)
    by_staff_id = {official.staff_id: official for official in found.values() if official.staff_id}
    units = {unit.code: unit for unit in db.session.scalars(select(Unit))}
    units_by_id = {unit.id: unit for unit in units.values()}
    return Register(by_staff_id, by_person, by_birth, units, units_by_id, _roles(found), _apart(found))


def _roles(found: Iterable[int]) -> dict[int, set[str]]:
    held: dict[int, set[str]] = defaultdict(set)
    for some in _steps(found):
        query = select(RoleAssignment.official_id, RoleAssignment.role_code).where(
            RoleAssignment.official_id.in_(some), RoleAssignment.valid_to.is_(None)
        )
        for official_id, role in db.session.execute(query):
            held[official_id].add(role)
    return held


def _apart(found: Iterable[int]) -> set[tuple[int, int]]:
    """Pairs of which a person said that they are not the same."""
    pairs: set[tuple[int, int]] = set()
    for some in _steps(found):
        query = select(PairDecision.first_id, PairDecision.second_id).where(
            or_(PairDecision.first_id.in_(some), PairDecision.second_id.in_(some)),
            PairDecision.verdict == PairVerdict.NOT_SAME,
        )
        pairs |= set(db.session.execute(query))
    return pairs


def _steps(values: Iterable[Any]) -> list[list[Any]]:
    ordered = sorted(values)
    return [ordered[start : start + IN_SMALL_STEPS] for start in range(0, len(ordered), IN_SMALL_STEPS)]
