"""What an official whom the older version of a list named does still, and the newer one names no more."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

from sqlalchemy import Select, select
from sqlalchemy.orm import InstrumentedAttribute, joinedload

from training.accounts.models import User
from training.accounts.scope import seen_by
from training.courses.models import Course, Nomination
from training.db import db
from training.errors import NotFound
from training.identification.earlier import BROUGHT
from training.identification.joined import joined_people, whole
from training.identification.marking import person_of
from training.identification.models import (
    DepartureDecision,
    IdentificationList,
    ListKind,
    ListRow,
    ListState,
    RowDecision,
    RowOutcome,
)
from training.identification.pairs import is_person
from training.identification.preparing import IT_FOUNDATION
from training.identification.reading.model import Person
from training.identification.runs import batched
from training.officials.models import Official
from training.workflow.models import RoleAssignment

IN_ONE_QUERY = 500  # numbers in one statement


class Kind(StrEnum):
    MISSING = "missing"  # the newer version does not name him
    FEWER = "fewer"  # it names him, but not all that he does


class Task(NamedTuple):
    """What a list asks of somebody: a role in a unit, or, in no unit, to learn a course."""

    unit: str
    code: str


NOMINATION = Task("", IT_FOUNDATION)
Named = Mapping[int, set[Task]]  # by list


@dataclass(frozen=True, slots=True)
class Departure:
    """An official whom the older version named, and what of that the newer one names no more."""

    number: int
    kind: Kind
    official: Official | None = None  # None: not one of those for whom the reader answers
    roles: Sequence[RoleAssignment] = ()  # in force
    nominations: Sequence[Nomination] = ()  # in force
    ended_on: date | None = None  # the last day of what is in force no more
    named_in: int | None = None  # another list that names some of it, which therefore is not asked about
    alike_row: int | None = None  # a doubtful row of the newer version that may be he
    decision: DepartureDecision | None = None

    @property
    def waits(self) -> bool:
        return self.decision is None and bool(self.roles or self.nominations)

    @property
    def is_clear(self) -> bool:
        """Whether he waits, and no row of the newer version looks like him."""
        return self.waits and self.alike_row is None

    @property
    def says_something(self) -> bool:
        return bool(self.waits or self.decision or self.ended_on or self.named_in)


def get_departure(number: int, *, of: IdentificationList, user: User) -> Departure:
    """What the newer version ``of`` no longer names of one official.

    Raises:
        NotFound: the older version did not name him, or ``user`` does not answer for him.
    """
    found = departures(of, {number}, user=user).get(number)
    if found is None or found.official is None:
        raise NotFound
    return found


def departures(newer: IdentificationList, numbers: Collection[int], *, user: User) -> dict[int, Departure]:
    """Look at the officials with these ``numbers`` whom the version before ``newer`` brought."""
    older = db.session.get(IdentificationList, newer.replaces_id) if newer.replaces_id else None
    if older is None or older.state not in BROUGHT:
        return {}
    named = _named(older, newer, numbers)
    register = _load(newer, numbers, user=user)
    return {
        number: _departure(number, lists, versions=(older.id, newer.id), register=register)
        for number, lists in named.items()
        if older.id in lists
    }


def is_usable(row: ListRow) -> bool:
    """Whether the row names somebody; of one that cannot be used as it is, only the text is kept."""
    return is_person(row) and "text" not in row.facts


def tasks_of(person: Person, *, kind: ListKind) -> set[Task]:
    """What a list of this kind asks of a person."""
    if kind is ListKind.IT_FOUNDATION:
        return {NOMINATION}
    return {Task(str(person.org), role) for role in person.roles}


class _Register(NamedTuple):
    """What is known of the officials, by their numbers."""

    officials: Mapping[int, list[Official]]
    roles: Mapping[int, list[RoleAssignment]]
    nominations: Mapping[int, list[Nomination]]
    decisions: Mapping[int, list[DepartureDecision]]
    alike: Mapping[int, list[ListRow]]


def _departure(number: int, lists: Named, *, versions: tuple[int, int], register: _Register) -> Departure:
    older, newer = versions
    kind = Kind.FEWER if newer in lists else Kind.MISSING
    decision = next(iter(register.decisions[number]), None)
    if not register.officials[number]:
        return Departure(number, kind, decision=decision)
    dropped = lists[older] - lists.get(newer, set())
    others = {task: one for one in sorted(lists.keys() - {older, newer}) for task in lists[one]}
    was = [(Task(one.unit.code, one.role_code), one) for one in register.roles[number]]
    roles = [(task, one) for task, one in was if task in dropped]
    nominations = register.nominations[number] if NOMINATION in dropped else []
    ends = [one.valid_to for _, one in roles if one.valid_to]
    ends += [one.withdrawn_on - timedelta(days=1) for one in nominations if one.withdrawn_on]
    return Departure(
        number, kind, register.officials[number][0], decision=decision,
        roles=[one for task, one in roles if one.valid_to is None and task not in others],
        nominations=[one for one in nominations if one.withdrawn_on is None and NOMINATION not in others],
        ended_on=max(ends, default=None),
        named_in=next((others[task] for task in sorted(dropped & others.keys())), None),
        alike_row=next((row.row for row in register.alike[number]), None),
    )  # fmt: skip


def _named(
    older: IdentificationList, newer: IdentificationList, numbers: Collection[int]
) -> dict[int, dict[int, set[Task]]]:
    """What the two versions, and every other list in its latest version, ask of the officials."""
    applied = ListRow.will_be_applied & (IdentificationList.state == ListState.APPLIED)
    before = ListRow.will_be_applied & (ListRow.list_id == older.id)
    now = (ListRow.outcome != RowOutcome.REFUSED) & (ListRow.list_id == newer.id)
    columns = (ListRow.official_id, ListRow, IdentificationList.kind)
    query = select(*columns).join(IdentificationList, IdentificationList.id == ListRow.list_id)
    joined = joined_people(older.id) | joined_people(newer.id)
    named: dict[int, dict[int, set[Task]]] = defaultdict(lambda: defaultdict(set))
    for some in batched(sorted(numbers), IN_ONE_QUERY):
        of_some = query.where(applied | before | now, ListRow.official_id.in_(some))
        for number, row, kind in db.session.execute(of_some):
            if number and is_usable(row):
                person = whole(person_of(row.facts), joined.get(row.id, ()))
                named[number][row.list_id] |= tasks_of(person, kind=kind)
    return named


def _load(newer: IdentificationList, numbers: Collection[int], *, user: User) -> _Register:
    roles = select(RoleAssignment).options(joinedload(RoleAssignment.role), joinedload(RoleAssignment.unit))
    courses = select(Nomination).join(Nomination.course).where(Course.code == IT_FOUNDATION)
    said = select(DepartureDecision).where(DepartureDecision.list_id == newer.id)
    open_ = ListRow.decision.is_(None) | (ListRow.decision == RowDecision.HOLD)
    unclear = ListRow.outcome.in_((RowOutcome.DOUBTFUL, RowOutcome.HELD)) & open_
    return _Register(
        _of(select(Official).where(seen_by(user, Official)), Official.id, numbers),
        _of(roles.order_by(RoleAssignment.id), RoleAssignment.official_id, numbers),
        _of(courses.options(joinedload(Nomination.course)), Nomination.official_id, numbers),
        _of(said.options(joinedload(DepartureDecision.decided_by)).order_by(DepartureDecision.id.desc()),
            DepartureDecision.official_id, numbers),
        _of(select(ListRow).where(ListRow.list_id == newer.id, unclear), ListRow.alike_id, numbers),
    )  # fmt: skip


def _of(
    query: Select[Any], column: InstrumentedAttribute[Any], numbers: Collection[int]
) -> dict[int, list[Any]]:
    """What ``query`` finds of the officials, by what ``column`` holds."""
    found: dict[int, list[Any]] = defaultdict(list)
    for some in batched(sorted(numbers), IN_ONE_QUERY):
        for one in db.session.scalars(query.where(column.in_(some))):
            found[getattr(one, column.key)].append(one)
    return found
