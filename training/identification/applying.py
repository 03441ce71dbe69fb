"""Applying a list: one transaction writes people, postings, roles or nominations, and a journal of it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import Insert, Table, Update, bindparam, func, insert, select, update

from training import audit, dates, jobs
from training.accounts.models import User
from training.courses.models import Nomination
from training.db import access, db
from training.errors import RuleViolation
from training.i18n import lazy
from training.identification.deciding import remember_apart
from training.identification.garbage import uncollected
from training.identification.marking import mark_anew
from training.identification.models import IdentificationList, ListDeed, ListRow, ListState
from training.identification.preparing import Change, Plan, Values, prepare, stamp
from training.identification.register import lock_register
from training.identification.runs import batched, runs_of
from training.officials.models import Official, Posting
from training.workflow.models import RoleAssignment

IN_ONE_QUERY = 500  # numbers in one statement
TRIES = 3  # to prepare while nobody else changes the register
IN_ONE_STEP = 10_000  # rows in one statement


class NothingToApply(RuleViolation):
    message = lazy("No row of this list can be applied; decide the doubtful ones or refuse the list.")


class RegisterChanged(RuleViolation):
    message = lazy(
        "The register has changed since the review; rows marked anew: %(count)s. Look at them, apply again."
    )


def apply(identification_list: IdentificationList, *, by: User | None, on: date, at: datetime) -> int:
    """Write every row that will be applied into the register; refused, held and undecided rows are left out.

    Gives the number of rows for which the register is no more as it was on the review page. When there are
    any, nothing is applied: those rows are marked anew, and the list stays under review.

    Raises:
        ForbiddenMove: the list was not read, or was applied before.
        NothingToApply: no row can be applied.
    """
    must_be_reviewed(identification_list)
    lock_register()
    return write(identification_list, prepare(identification_list, on=on), by=by, at=at)


def must_be_reviewed(identification_list: IdentificationList) -> None:
    """Look whether the list can be applied by what it is.

    Raises:
        ForbiddenMove: the list was not read, or was applied before.
    """
    if not identification_list.may_move_to(ListState.APPLIED):
        identification_list.move_to(ListState.APPLIED)  # says why not


@jobs.task
def apply_list(progress: jobs.Progress, *, list_id: int, by_id: int | None) -> Mapping[str, Any]:
    """Apply a long list: worked out while others work, written in one go. One applied before stays."""
    plan = _prepared_in_time(list_id, progress=progress)
    identification_list = db.session.get_one(IdentificationList, list_id)
    if identification_list.state is not ListState.READ:
        return {}
    if plan is None:
        plan = prepare(identification_list, on=identification_list.received_on)
    by = db.session.get(User, by_id) if by_id else None
    return {"marked_anew": write(identification_list, plan, by=by, at=dates.now())}


def _prepared_in_time(list_id: int, *, progress: jobs.Progress) -> Plan | None:
    """A plan that still holds now that the register is locked; None when somebody was always quicker, or the
    list is no longer under review."""
    for _ in range(TRIES):
        with access(to_write=False):
            identification_list = db.session.get_one(IdentificationList, list_id)
            if identification_list.state is not ListState.READ:
                return None
            plan = prepare(identification_list, on=identification_list.received_on, progress=progress)
            db.session.rollback()
        lock_register()
        if plan.stamp == stamp():
            return plan
        db.session.rollback()
    lock_register()
    return None


def write(identification_list: IdentificationList, plan: Plan, *, by: User | None, at: datetime) -> int:
    """Write the plan; see ``apply``. The register must be locked since the plan was found to hold."""
    if plan.moved:
        mark_anew(identification_list, plan.moved, by=by)
        return len(plan.moved)
    if not plan.count:
        raise NothingToApply
    identification_list.move_to(ListState.APPLIED)
    identification_list.applied_at = at
    audit.record("applied list", identification_list, by=by, rows=plan.count)
    db.session.flush()
    with uncollected():
        _Writing(identification_list.id).all_of(plan, at=at)
    db.session.expire_all()
    remember_apart(identification_list, by=by, at=at)
    return 0


class _Writing:
    """Writes in large steps what a plan says, and a journal of it; knows the numbers of the new officials."""

    def __init__(self, list_id: int) -> None:
        self.list_id = list_id
        self.numbers: list[int] = []
        self.deeds: list[Values] = []

    def all_of(self, plan: Plan, *, at: datetime) -> None:
        self.numbers = self._insert(Official, [official | {"created_at": at} for official in plan.officials])
        self._name_rows(plan.rows)
        self._change(plan.changes)
        self._end_postings(plan.moves)
        self._insert(Posting, [*plan.postings, *plan.moves.values()])
        self._insert(RoleAssignment, plan.roles)
        self._insert(Nomination, plan.nominations)
        _in_steps(insert(ListDeed.__table__), self.deeds)

    def _insert(self, model: type[Any], values: list[Values]) -> list[int]:
        """Insert records under numbers that are taken beforehand, so that none need be asked for."""
        numbers = _taken(model.__table__, len(values))
        for value, number in zip(values, numbers, strict=True):
            value["id"] = number
            if value.get("official_id", 0) < 0:
                value["official_id"] = self.numbers[-1 - value["official_id"]]
        _in_steps(insert(model.__table__), values)
        for first, last in runs_of(numbers):
            self._deed(model, first, last=last, before=None, after={})
        return numbers

    def _name_rows(self, rows: list[int]) -> None:
        new = zip(rows, self.numbers, strict=True)
        _in_steps(_of_number(ListRow), [{"number": row, "official_id": official} for row, official in new])

    def _change(self, changes: Mapping[int, Change]) -> None:
        """Change officials; those of whom the same columns change go together."""
        alike: dict[tuple[str, ...], list[Values]] = defaultdict(list)
        for number, change in changes.items():
            alike[tuple(change.after)].append({"number": number} | change.after)
        for values in alike.values():
            _in_steps(_of_number(Official), values)
            for value in values:
                change = changes[value["number"]]
                self._deed(Official, value["number"], before=change.before, after=change.after)

    def _end_postings(self, moves: Mapping[int, Values]) -> None:
        ended = []
        for official, number, since in _present_postings(moves):
            last = max(moves[official]["valid_from"], since)
            ended.append({"number": number, "valid_to": last})
            self._deed(Posting, number, before={"valid_to": None}, after={"valid_to": last})
        _in_steps(_of_number(Posting), ended)

    def _deed(
        self, model: type[Any], number: int, *, before: Values | None, after: Values, last: int | None = None
    ) -> None:
        deed = {"list_id": self.list_id, "table": model.__tablename__, "row_id": number}
        told = {"last_id": last or number, "before": before and _plain(before), "after": _plain(after)}
        self.deeds.append(deed | told)


def _present_postings(officials: Iterable[int]) -> Iterator[tuple[int, int, date]]:
    for some in batched(sorted(officials), IN_ONE_QUERY):
        query = select(Posting.official_id, Posting.id, Posting.valid_from).where(
            Posting.official_id.in_(some), Posting.valid_to.is_(None)
        )
        yield from db.session.execute(query)


def _of_number(model: type[Any]) -> Update:
    """Change the record ``number``, in the columns that are given beside it."""
    return update(model.__table__).where(model.__table__.c.id == bindparam("number"))


def _in_steps(statement: Insert | Update, values: list[Values]) -> None:
    for some in batched(values, IN_ONE_STEP):
        db.session.connection().execute(statement, some)


def _taken(table: Table, count: int) -> list[int]:
    """The next ``count`` numbers of a table, taken so that nobody else gets them."""
    if db.session.connection().dialect.name == "postgresql":
        sequence = func.pg_get_serial_sequence(table.name, "id")
        numbers = select(func.nextval(sequence)).select_from(func.generate_series(1, count))
        return sorted(db.session.scalars(numbers))
    last = db.session.scalar(select(func.max(table.c.id))) or 0
    return list(range(last + 1, last + 1 + count))


def _plain(values: Values) -> Values:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in values.items()}
