"""What applying a list would write, worked out before anything is locked; what moved since the review."""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import select

from training import khmer
from training.courses.models import Course, Nomination
from training.db import db
from training.identification.earlier import load_earlier
from training.identification.garbage import uncollected
from training.identification.joined import is_joined, joined_people, whole
from training.identification.judging import Changes, Judgement, judge
from training.identification.marking import person_of
from training.identification.models import (
    IdentificationList,
    ListKind,
    ListRow,
    RowDecision,
    RowOutcome,
)
from training.identification.reading.model import Person
from training.identification.register import Register, load_register
from training.identification.stamps import stamp
from training.jobs import Progress
from training.officials.models import Sex

IT_FOUNDATION = "ITF"
TOLD_EVERY = 1_000  # rows
Values = dict[str, Any]


class Change(NamedTuple):
    """Columns of one known official, before and after."""

    before: Values
    after: Values


class Row(NamedTuple):
    """A row as it was judged, and what a person decided on it."""

    id: int
    outcome: RowOutcome
    official_id: int | None
    alike_id: int | None
    changes: Changes
    findings: list[dict[str, Any]]
    decision: RowDecision | None


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


def prepare(
    identification_list: IdentificationList, *, on: date, progress: Progress = lambda _done, _total: None
) -> Plan:
    """Judge every row anew that is to be applied, and say what writing them means; only reads.

    The stamp is taken first: whatever is done from then on, seen here or not, makes the plan out of date.
    """
    plan = Plan(stamp())
    with uncollected():
        rows = deque(_rows(identification_list.id))
        register = load_register([person for _, person in rows], earlier=load_earlier(identification_list))
        home, plan.count = identification_list.unit, len(rows)
        numbers = []
        while rows:
            if len(rows) % TOLD_EVERY == 0:
                progress(plan.count - len(rows), 2 * plan.count)  # writing is the other half
            row, person = rows.popleft()  # a row that is planned is let go: there may be a hundred thousand
            judgement = judge(person, home=home, register=register)
            if _as_reviewed(row, judgement):
                numbers.append(_plan(plan, row.id, person, judgement, register=register, on=on))
                _plan_roles(plan, numbers[-1], person, register=register, on=on)
            else:
                plan.moved[row.id] = judgement
        if identification_list.kind is ListKind.IT_FOUNDATION:
            plan.nominations = _nominations(numbers, on=on)
    return plan


def _plan(plan: Plan, row: int, person: Person, judgement: Judgement, *, register: Register, on: date) -> int:
    """Plan what becomes of one person, and give his number."""
    if judgement.official_id is None:
        return _plan_new(plan, row, person, unit_id=register.units[person.org].id, on=on)
    _plan_changes(plan, person, judgement, register=register, on=on)
    return judgement.official_id


def _rows(list_id: int) -> Iterator[tuple[Row, Person]]:
    """The rows that will be applied, in the order of the file."""
    columns = [getattr(ListRow, name) for name in (*Row._fields, "facts")]
    query = select(*columns).where(ListRow.list_id == list_id, ListRow.will_be_applied).order_by(ListRow.id)
    joined = joined_people(list_id)
    for *row, facts in db.session.execute(query.execution_options(yield_per=1_000)):
        found = Row(*row)
        if not is_joined(found.outcome, found.official_id):  # else an earlier row speaks for it
            yield found, whole(person_of(facts), joined.get(found.id, ()))


def _as_reviewed(row: Row, judgement: Judgement) -> bool:
    """Whether the row is still what a person saw on the review page."""
    shown = {finding["code"] for finding in row.findings} if judgement.codes else ()
    return (
        judgement.outcome is row.outcome
        and judgement.official_id == row.official_id
        and judgement.alike_id == row.alike_id
        and judgement.changes == row.changes
        and all(code in shown for code in judgement.codes)
    )


def _plan_new(plan: Plan, row: int, person: Person, *, unit_id: int, on: date) -> int:
    name, latin = person.khmer_name or "", person.latin_name or ""
    plan.rows.append(row)
    plan.officials.append(_facts(person) | {"sort_key": khmer.sort_key(name or latin), "unit_id": unit_id})
    plan.postings.append(_posting(person, official_id=-len(plan.rows), unit_id=unit_id, on=on))
    return -len(plan.rows)


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


def _plan_roles(plan: Plan, number: int, person: Person, *, register: Register, on: date) -> None:
    """Give the roles that the list names and the official does not hold. What it does not name never ends,
    and what a person ended is not given again."""
    unit_id, held = register.units[person.org].id, register.roles[number] if number > 0 else set()
    ended = register.hands.ended(number, unit_id=unit_id)
    for role in person.roles:
        if (unit_id, role) not in held and role not in ended:
            held.add((unit_id, role))
            plan.roles.append(
                {"official_id": number, "unit_id": unit_id, "role_code": role, "valid_from": on}
            )


def _nominations(numbers: Iterable[int], *, on: date) -> list[Values]:
    course_id = db.session.scalars(select(Course.id).where(Course.code == IT_FOUNDATION)).one()
    known = select(Nomination.official_id).where(Nomination.course_id == course_id)  # one withdrawn stays so
    already = set(db.session.scalars(known))
    return [
        {"official_id": number, "course_id": course_id, "nominated_on": on}
        for number in dict.fromkeys(numbers)
        if number not in already
    ]
