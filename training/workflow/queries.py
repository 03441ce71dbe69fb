"""Modules, roles and who holds them; people are narrowed to those the reader answers for."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, and_, func, or_, select, tuple_
from sqlalchemy.orm import contains_eager, joinedload

from training.accounts.models import User
from training.accounts.scope import seen_by
from training.db import db
from training.errors import NotFound
from training.officials.models import Official
from training.officials.queries import NOBODY, Count, women
from training.organisation.models import Unit, UnitKind
from training.workflow.models import Module, RoleAssignment, Step, UnitKindModule, WorkflowRole

PAGE = 50


@dataclass(frozen=True, slots=True)
class RoleCell:
    """A role with the count of those who hold it now."""

    role: WorkflowRole
    count: Count


@dataclass(frozen=True, slots=True)
class ModuleRow:
    """A module, its roles by step (None: there is no such role), and the kinds of unit that run it."""

    module: Module
    cells: Sequence[RoleCell | None]
    kinds: Sequence[UnitKind]


@dataclass(frozen=True, slots=True)
class Matrix:
    """Modules by steps, and the roles that belong to no module."""

    steps: Sequence[Step]
    rows: Sequence[ModuleRow]
    others: Sequence[RoleCell]


@dataclass(frozen=True, slots=True)
class ChainStep:
    """A role of a unit with those who hold it there now."""

    role: WorkflowRole
    assignments: Sequence[RoleAssignment]


def matrix(user: User, *, on: date) -> Matrix:
    """Who can do what on ``on``, with the counts of those whom ``user`` may see."""
    counts = _counts(user, on=on)
    cells = {role.code: RoleCell(role, counts.get(role.code, NOBODY)) for role in roles()}
    kinds = defaultdict(list)
    for row in db.session.scalars(select(UnitKindModule)):
        kinds[row.module_code].append(row.unit_kind)
    order = list(UnitKind)
    all_steps = db.session.scalars(select(Step).order_by(Step.position)).all()
    rows = [
        ModuleRow(
            module,
            [cells.get(f"{module.code}.{step.code}") for step in all_steps],
            sorted(kinds[module.code], key=order.index),
        )
        for module in modules()
    ]
    return Matrix(all_steps, rows, [cell for cell in cells.values() if cell.role.module_code is None])


def modules() -> Sequence[Module]:
    return db.session.scalars(select(Module).order_by(Module.position)).all()


def roles() -> Sequence[WorkflowRole]:
    return db.session.scalars(select(WorkflowRole).order_by(WorkflowRole.position)).all()


def open_roles(on: date) -> list[WorkflowRole]:
    """The roles that can be given on ``on``."""
    return [role for role in roles() if not role.is_closed_on(on)]


def kinds_that_run(module: Module) -> list[UnitKind]:
    runs = select(UnitKindModule.unit_kind).where(UnitKindModule.module_code == module.code)
    return list(db.session.scalars(runs))


def get_module(code: str) -> Module:
    module = db.session.get(Module, code)
    if module is None:
        raise NotFound
    return module


def roles_in(kind: UnitKind) -> Sequence[WorkflowRole]:
    """The roles there are in a unit of this kind."""
    runs = select(UnitKindModule.module_code).where(UnitKindModule.unit_kind == kind)
    query = select(WorkflowRole).where(
        WorkflowRole.module_code.in_(runs) | WorkflowRole.module_code.is_(None)
    )
    return db.session.scalars(query.order_by(WorkflowRole.position)).all()


def get_role(code: str) -> WorkflowRole:
    role = db.session.get(WorkflowRole, code)
    if role is None:
        raise NotFound
    return role


def get_assignment(number: int, *, user: User) -> RoleAssignment:
    query = _seen(user).where(RoleAssignment.id == number)
    official, others = RoleAssignment.official, (RoleAssignment.role, RoleAssignment.unit)
    shown = [contains_eager(official), *(joinedload(other) for other in others)]
    found = db.session.scalar(query.options(*shown))
    if found is None:
        raise NotFound
    return found


def holders(
    role: WorkflowRole, *, user: User, on: date, after: int | None = None
) -> Sequence[RoleAssignment]:
    """A page of those who hold ``role`` on ``on``, behind the assignment of that number."""
    query = _seen(user).where(RoleAssignment.role_code == role.code, held_on(on))
    last = select(Official.sort_key).join(RoleAssignment, RoleAssignment.official_id == Official.id)
    edge = db.session.scalar(last.where(RoleAssignment.id == after)) if after else None
    if edge is not None:
        place = tuple_(Official.sort_key, RoleAssignment.id)
        query = query.where(place > (edge, after))
    shown = query.options(contains_eager(RoleAssignment.official), joinedload(RoleAssignment.unit))
    return db.session.scalars(shown.order_by(Official.sort_key, RoleAssignment.id).limit(PAGE)).all()


def held_by(official: Official) -> Sequence[RoleAssignment]:
    """All roles that ``official`` holds or held, the present ones first."""
    query = select(RoleAssignment).where(RoleAssignment.official_id == official.id)
    shown = query.options(joinedload(RoleAssignment.role), joinedload(RoleAssignment.unit))
    order = (RoleAssignment.valid_to.is_not(None), RoleAssignment.valid_from.desc(), RoleAssignment.id)
    return db.session.scalars(shown.order_by(*order)).all()


def chain(unit: Unit, *, user: User, on: date) -> list[ChainStep]:
    """Every role there is in ``unit`` on ``on``, in the order of modules and steps, and who holds it."""
    query = _seen(user).where(RoleAssignment.unit_id == unit.id, held_on(on))
    shown = query.options(contains_eager(RoleAssignment.official)).order_by(Official.sort_key, Official.id)
    held = defaultdict(list)
    for assignment in db.session.scalars(shown):
        held[assignment.role_code].append(assignment)
    there = [role for role in roles_in(unit.kind) if not role.is_closed_on(on)]
    return [ChainStep(role, held[role.code]) for role in there]


def count_of(role: WorkflowRole, *, user: User, on: date) -> Count:
    return _counts(user, on=on).get(role.code, NOBODY)


def held_on(day: date) -> ColumnElement[bool]:
    """Assignments that are in force on ``day``."""
    ends = or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to >= day)
    return and_(RoleAssignment.valid_from <= day, ends)


def _seen(user: User) -> Select[RoleAssignment]:
    joined = select(RoleAssignment).join(Official, Official.id == RoleAssignment.official_id)
    return joined.where(seen_by(user, Official), Official.merged_into_id.is_(None))


def _counts(user: User, *, on: date) -> dict[str, Count]:
    """Persons by role: one who holds it in two units counts once."""
    pairs = (
        select(RoleAssignment.role_code, RoleAssignment.official_id).where(held_on(on)).distinct().subquery()
    )
    query = (
        select(pairs.c.role_code, func.count(), women())
        .join(Official, Official.id == pairs.c.official_id)
        .where(seen_by(user, Official), Official.merged_into_id.is_(None))
        .group_by(pairs.c.role_code)
    )
    return {code: Count(total, female) for code, total, female in db.session.execute(query)}
