"""What persons decided by hand about officials, which no list overwrites."""

from collections import defaultdict
from collections.abc import Container, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from training.audit import AuditEntry
from training.db import db
from training.identification.runs import batched
from training.workflow.models import RoleAssignment

CORRECTED, TRANSFERRED = "corrected official", "transferred official"
IN_ONE_QUERY = 500  # values in one statement


@dataclass(frozen=True, slots=True)
class Hands:
    """By official: the columns that a person corrected, and the roles by unit that a person ended."""

    fields: Mapping[int, frozenset[str]]
    roles: Mapping[int, frozenset[tuple[int, str]]]

    def ended(self, official: int, *, unit_id: int) -> frozenset[str]:
        """The roles that the official held in the unit, and no more does because a person said so."""
        ended = self.roles.get(official)
        return frozenset(role for unit, role in ended if unit == unit_id) if ended else frozenset()


def load_hands(officials: Mapping[int, object]) -> Hands:
    """Read what was decided about ``officials``; corrections stand in the audit, which only grows."""
    return Hands(_fields(officials), _ended(officials))


def _fields(officials: Container[int]) -> Mapping[int, frozenset[str]]:
    fields: dict[int, set[str]] = defaultdict(set)
    query = select(AuditEntry.verb, AuditEntry.thing_id, AuditEntry.facts).where(
        AuditEntry.verb.in_((CORRECTED, TRANSFERRED)), AuditEntry.thing_type == "official"
    )
    for verb, number, facts in db.session.execute(query):
        if int(number) in officials:
            fields[int(number)].update(["unit_id"] if verb == TRANSFERRED else facts["fields"])
    return {number: frozenset(names) for number, names in fields.items()}


def _ended(officials: Mapping[int, object]) -> Mapping[int, frozenset[tuple[int, str]]]:
    ended: dict[int, set[tuple[int, str]]] = defaultdict(set)
    columns = (RoleAssignment.official_id, RoleAssignment.unit_id, RoleAssignment.role_code)
    query = select(*columns).where(RoleAssignment.valid_to.is_not(None))
    for some in batched(sorted(officials), IN_ONE_QUERY):
        for official_id, unit_id, role in db.session.execute(
            query.where(RoleAssignment.official_id.in_(some))
        ):
            ended[official_id].add((unit_id, role))
    return {number: frozenset(roles) for number, roles in ended.items()}
