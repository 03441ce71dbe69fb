"""What applying a list would write, worked out before anything is locked; what moved since the review."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import func, select

from training import khmer
from training.audit import AuditEntry
from training.courses.models import Course, Nomination
from training.db import db
from training.identification.judging import Judgement, judge
from training.identification.models import (
    APPLIED_UNASKED,
    NEVER_APPLIED,
    IdentificationList,
    ListKind,
    ListRow,
    RowDecision,
)
from training.identification.reading.model import Person
from training.identification.register import Register, load_register
from training.jobs import Progress
from training.officials.models import Sex

IT_FOUNDATION = "ITF"
TOLD_EVERY = 1_000  # rows
# Whoever writes what a list depends on writes an audit entry about one of these in the same transaction.
DEPENDS_ON = (
    "official", "pair_decision", "role_assignment", "nomination", "unit", "user", "identification_list",
    "list_row",
)  # fmt: skip
Values = dict[str, Any]


class Change(NamedTuple):
    """Columns of one known official, before and after."""

    before: Values
    after: Values


@dataclass(slots=True)
class Plan:
    """What will be written. A new official has no number yet: the first is called -1, the second -2."""

    stamp: int
    moved: dict[int, Judgement] = field(default_factory=dict)  # rows that are not as they were reviewed
    rows: list[int] = field(default_factory=list)  # of the new officials, in their order
    officials: list[Values] = field(default_factory=list)
    postings: list[Values] = field(default_factory=list)
    roles: list[Values] = field(default_factory=list)
    nominations: list[Values] = field(default_factory=list)
    changes: dict[int, Change] = field(default_factory=dict)  # by official
    moves: dict[int, Values] = field(default_factory=dict)  # the new posting, by official
    count: int = 0


def stamp() -> int:
    """Grows with every deed that may change what a list does: entries of the audit are only ever added."""
    query = select(func.count()).where(AuditEntry.thing_type.in_(DEPENDS_ON))
    return db.session.scalar(query) or 0


def prepare(
    identification_list: IdentificationList, *, on: date, progress: Progress = lambda _done, _total: None
) -> Plan:
    """Judge every row anew that is to be applied, and say what writing them means; only reads.

    The stamp is taken first: whatever is done from then on, seen here or not, makes the plan out of date.
    """
    plan = Plan(stamp())
    rows = list(_rows(identification_list.id))
    register = load_register([person for _, person in rows])
    home, plan.count = identification_list.unit, len(rows)
    people: list[tuple[int, Person]] = []
    for place, (row, person) in enumerate(rows):
        if place % TOLD_EVERY == 0:
            progress(place, 2 * plan.count)  # writing is the other half
        judgement = judge(person, home=home, register=register)
        if not _as_reviewed(row, judgement):
            plan.moved[row.id] = judgement
        elif judgement.official_id is None:
            _plan_new(plan, row.id, person, unit_id=register.units[person.org].id, on=on)
            people.append((-len(plan.rows), person))
        else:
            _plan_changes(plan, person, judgement, register=register, on=on)
            people.append((judgement.official_id, person))
    if identification_list.kind is ListKind.IT_FOUNDATION:
        plan.nominations = _nominations((number for number, _ in people), on=on)
    else:
        plan.roles = _roles(people, register=register, on=on)
    return plan


def _rows(list_id: int) -> Iterator[tuple[Any, Person]]:
    """The rows that will be applied, as ``ListRow.will_be_applied`` says, in the order of the file."""
    columns = (ListRow.id, ListRow.outcome, ListRow.official_id, ListRow.alike_id, ListRow.changes,
               ListRow.findings, ListRow.facts)  # fmt: skip
    unasked = ListRow.decision.is_(None) & ListRow.outcome.in_(APPLIED_UNASKED)
    accepted = (ListRow.decision == RowDecision.ACCEPT) & (ListRow.outcome.not_in(NEVER_APPLIED))
    query = select(*columns).where(ListRow.list_id == list_id, unasked | accepted).order_by(ListRow.id)
    for row in db.session.execute(query.execution_options(yield_per=1_000)):
        yield row, _person(row.facts)


def _person(facts: Values) -> Person:
    born = facts["birth_date"]
    return Person(
        official_id=facts["id"],
        khmer_name=facts["khmer_name"],
        name_key=khmer.name_key(facts["khmer_name"] or ""),
        latin_name=facts["latin_name"],
        sex=facts["sex"],
        birth_date=date.fromisoformat(born) if born else None,
        phone=facts["phone"],
        email=facts["email"],
        org=facts["org"],
        unit=facts["unit"],
        office=facts["office"],
        position=facts["position"],
        roles=tuple(facts["roles"]),
    )


def _as_reviewed(row: Any, judgement: Judgement) -> bool:
    """Whether the row is still what a person saw on the review page."""
    shown = {finding["code"] for finding in row.findings} if judgement.codes else ()
    return (
        judgement.outcome is row.outcome
        and judgement.official_id == row.official_id
        and judgement.alike_id == row.alike_id
        and judgement.changes == row.changes
        and all(code in shown for code in judgement.codes)
    )


def _plan_new(plan: Plan, row: int, person: Person, *, unit_id: int, on: date) -> None:
    name, latin = person.khmer_name or "", person.latin_name or ""
    plan.rows.append(row)
    plan.officials.append(_facts(person) | {"sort_key": khmer.sort_key(name or latin), "unit_id": unit_id})
    plan.postings.append(_posting(person, official_id=-len(plan.rows), unit_id=unit_id, on=on))


def _facts(person: Person) -> Values:
    """What a list says of an official, by the columns of the register."""
    return {
        "staff_id": person.official_id,
        "name_km": person.khmer_name or "",
        "name_latin": person.latin_name or "",
        "name_key": person.name_key,
        "sex": Sex(person.sex) if person.sex else None,
        "birth_date": person.birth_date,
        "phone": person.phone,
        "email": person.email,
    }


def _posting(person: Person, *, official_id: int, unit_id: int, on: date) -> Values:
    return {
        "official_id": official_id,
        "unit_id": unit_id,
        "department": person.unit or "",
        "office": person.office or "",
        "position": person.position or "",
        "valid_from": on,
    }


def _plan_changes(plan: Plan, person: Person, judgement: Judgement, *, register: Register, on: date) -> None:
    """Change what the list says anew of a known official; the first row that says something of him counts."""
    known = register.officials[judgement.official_id]
    after = _after(person, judgement, unit_id=register.units[person.org].id)
    if known.id in plan.changes:
        after = {**after, **plan.changes[known.id].after}
    if after:
        plan.changes[known.id] = Change({name: getattr(known, name) for name in after}, after)
    if "unit_id" in after and known.id not in plan.moves:
        plan.moves[known.id] = _posting(person, official_id=known.id, unit_id=after["unit_id"], on=on)


def _after(person: Person, judgement: Judgement, *, unit_id: int) -> Values:
    facts = _facts(person) | {"unit_id": unit_id}
    after = {name: facts[name] for name in judgement.changes if name != "roles"}
    if "name_km" in after:
        after |= {"name_key": person.name_key, "sort_key": khmer.sort_key(after["name_km"])}
    return after


def _roles(people: Iterable[tuple[int, Person]], *, register: Register, on: date) -> list[Values]:
    """The roles that the list gives and nobody holds yet. What it does not name is never ended."""
    wanted: dict[tuple[int, int, str], None] = {}
    for number, person in people:
        unit_id, held = register.units[person.org].id, register.roles.get(number, ())
        wanted |= {(number, unit_id, role): None for role in person.roles if (unit_id, role) not in held}
    return [
        {"official_id": number, "unit_id": unit_id, "role_code": role, "valid_from": on}
        for number, unit_id, role in wanted
    ]


def _nominations(numbers: Iterable[int], *, on: date) -> list[Values]:
    course_id = db.session.scalars(select(Course.id).where(Course.code == IT_FOUNDATION)).one()
    known = select(Nomination.official_id).where(
        Nomination.course_id == course_id, Nomination.withdrawn_on.is_(None)
    )
    already = set(db.session.scalars(known))
    return [
        {"official_id": number, "course_id": course_id, "nominated_on": on}
        for number in dict.fromkeys(numbers)
        if number not in already
    ]
