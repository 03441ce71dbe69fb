"""What is done with workflow roles: the modules loaded, a role given and ended."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import or_, select

from training import audit, khmer
from training.audit import Actor
from training.db import db, hold_open
from training.errors import RuleViolation
from training.i18n import lazy, short_date
from training.officials.models import Official
from training.organisation.models import Unit, UnitKind
from training.organisation.service import obstacles_to_sending
from training.reference import reference
from training.workflow.models import (
    IncompatibleSteps,
    Module,
    RoleAssignment,
    Step,
    UnitKindModule,
    WorkflowRole,
)


class ModuleNotRunHere(RuleViolation):
    message = lazy("%(unit)s does not run the module %(module)s.")


class StepsIncompatible(RuleViolation):
    message = lazy("In one module of one unit, nobody may hold both %(first)s and %(second)s.")


class RoleHeldAlready(RuleViolation):
    message = lazy("The official already holds %(role)s in this unit.")


class RoleIsClosed(RuleViolation):
    message = lazy("The role %(role)s is given to nobody any more, from %(day)s on.")


class RoleEndedAlready(RuleViolation):
    message = lazy("The role was ended already, for the last time held on %(day)s.")


class EndsBeforeItBegins(RuleViolation):
    message = lazy("The role is held since %(day)s; it cannot end before.")


def load_reference() -> None:
    """Write modules, steps, roles, who runs what, and which steps exclude each other; what is there stays."""
    known = reference()
    for place, item in enumerate(known.modules, start=1):
        _put(Module(code=item.code, name_km=item.km, name_en=item.en, position=place))
    for place, step in enumerate(known.steps, start=1):
        chained = step.code in known.chain_steps
        _put(Step(code=step.code, name_km=step.km, name_en=step.en, position=place, in_chain=chained))
    db.session.flush()
    for place, code in enumerate(known.roles, start=1):
        _put(_role(code, place=place))
    for kind, modules in known.unit_kind_modules.items():
        for module in modules:
            _put(UnitKindModule(unit_kind=UnitKind(kind), module_code=module))
    for first, second in known.incompatible_steps:
        _put(IncompatibleSteps(first_code=first, second_code=second))
    db.session.flush()


def assign(
    official: Official, *, role: WorkflowRole, unit: Unit, on: date, by: Actor | None
) -> RoleAssignment:
    """Give ``official`` a workflow role in ``unit`` from ``on`` on.

    Raises:
        RuleViolation: the first of ``obstacles``.
    """
    hold_open(unit, role)
    for obstacle in obstacles(official, role=role, unit=unit, on=on):
        raise obstacle
    assignment = RoleAssignment(official_id=official.id, unit_id=unit.id, role_code=role.code, valid_from=on)
    db.session.add(assignment)
    audit.record("assigned role", assignment, by=by, official=official.id, role=role.code, unit=unit.id)
    return assignment


def end_assignment(assignment: RoleAssignment, *, on: date, by: Actor | None) -> None:
    """Let the official hold the role for the last time on ``on``.

    Raises:
        RuleViolation: the first of ``obstacles_to_ending``.
    """
    for obstacle in obstacles_to_ending(assignment, on=on):
        raise obstacle
    assignment.valid_to = on
    audit.record("ended role", assignment, by=by, on=on.isoformat())


def obstacles_to_ending(assignment: RoleAssignment, *, on: date) -> Iterator[RuleViolation]:
    """Say why the role cannot be held for the last time on ``on``."""
    if assignment.valid_to:
        yield RoleEndedAlready(day=short_date(assignment.valid_to))
    if on < assignment.valid_from:
        yield EndsBeforeItBegins(day=short_date(assignment.valid_from))


def obstacles(official: Official, *, role: WorkflowRole, unit: Unit, on: date) -> Iterator[RuleViolation]:
    """Say why ``official`` cannot hold ``role`` in ``unit`` from ``on`` on."""
    yield from obstacles_to_sending(unit)
    if role.closed_from:
        yield RoleIsClosed(role=role.name, day=short_date(role.closed_from))
    module = db.session.get(Module, role.module_code) if role.module_code else None
    if module and not db.session.get(UnitKindModule, (unit.kind, module.code)):
        yield ModuleNotRunHere(unit=unit.name, module=module.name)
    held = _held(official, unit=unit, on=on)
    if any(other.code == role.code for other in held):
        yield RoleHeldAlready(role=role.name)
    for other in held:
        if other.module_code and other.module_code == role.module_code and _exclude(other, role):
            yield StepsIncompatible(first=other.name, second=role.name)


def _held(official: Official, *, unit: Unit, on: date) -> list[WorkflowRole]:
    """What is still held after ``on``: the last day of one role may be the first of the next."""
    query = (
        select(WorkflowRole)
        .join(RoleAssignment, RoleAssignment.role_code == WorkflowRole.code)
        .where(RoleAssignment.official_id == official.id, RoleAssignment.unit_id == unit.id)
        .where(or_(RoleAssignment.valid_to.is_(None), RoleAssignment.valid_to > on))
    )
    return list(db.session.scalars(query))


def _exclude(first: WorkflowRole, second: WorkflowRole) -> bool:
    steps = (first.step_code, second.step_code)
    return any(db.session.get(IncompatibleSteps, pair) for pair in (steps, steps[::-1]))


def _role(code: str, *, place: int) -> WorkflowRole:
    first, step_code = code.split(".")
    module, step = db.session.get(Module, first), db.session.get(Step, step_code)
    if module and step:
        return WorkflowRole(
            code=code, module_code=module.code, step_code=step.code, position=place,
            name_km=f"{module.name_km} – {step.name_km}", name_en=f"{module.name_en} – {step.name_en}",
        )  # fmt: skip
    names = reference().role_names[code]
    name_km = next(name for name in reversed(names) if khmer.has_khmer(name))
    return WorkflowRole(code=code, name_km=name_km, name_en=names[0], position=place)


def _put(row: Module | Step | WorkflowRole | UnitKindModule | IncompatibleSteps) -> None:
    """Add ``row`` unless one with its key is there already, perhaps changed by the ministry."""
    table = type(row).__mapper__
    if db.session.get(type(row), table.primary_key_from_instance(row)) is None:
        db.session.add(row)
