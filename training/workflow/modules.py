"""What is done with modules and workflow roles: added, renamed, run by kinds of unit, closed from a day."""

from collections.abc import Collection, Iterator, Sequence
from datetime import date, timedelta

from sqlalchemy import func, or_, select

from training import audit, khmer
from training.audit import Actor
from training.db import db, hold_to_close
from training.errors import RuleViolation
from training.i18n import lazy, short_date
from training.officials.models import Official
from training.officials.queries import women
from training.organisation.models import Unit, UnitKind
from training.workflow.models import Module, RoleAssignment, Step, UnitKindModule, WorkflowRole
from training.workflow.service import RoleIsClosed, end_assignment


class ModuleCodeTaken(RuleViolation):
    message = lazy("There is already a module or role of the code %(code)s.")


class ModuleInUse(RuleViolation):
    message = lazy(
        "%(total)s officials (%(women)s women) hold roles of this module where it would no longer be run."
    )


class ChainNeedsRole(RuleViolation):
    message = lazy("The chain of %(module)s needs this role as long as units run the module.")


class RoleGivenLater(RuleViolation):
    message = lazy("Somebody is given the role from %(day)s on; it can be closed after that day.")


class RoleIsOpen(RuleViolation):
    message = lazy("The role is not closed.")


def add_module(
    *, code: str, name_km: str, name_en: str, kinds: Collection[UnitKind], by: Actor | None
) -> Module:
    """Write an FMIS module with a role for each step; ``kinds`` of unit run it.

    Raises:
        ModuleCodeTaken: a module or a role has this code.
    """
    for obstacle in obstacles_to_code(code):
        raise obstacle
    place = db.session.scalar(select(func.coalesce(func.max(Module.position), 0))) or 0
    module = Module(
        code=code, name_km=khmer.canonical(name_km), name_en=khmer.clean(name_en), position=place + 1
    )
    db.session.add(module)
    audit.record("added module", module, by=by, kinds=sorted(kinds))
    for step in db.session.scalars(select(Step).order_by(Step.position)):
        name_km, name_en = _composed(module, step)
        role = WorkflowRole(
            code=f"{code}.{step.code}", module_code=code, step_code=step.code, position=_next_place(),
            name_km=name_km, name_en=name_en,
        )  # fmt: skip
        db.session.add(role)
    db.session.add_all(UnitKindModule(unit_kind=kind, module_code=code) for kind in kinds)
    db.session.flush()
    return module


def obstacles_to_code(code: str) -> Iterator[RuleViolation]:
    """Say whether a module, or roles of one, go by ``code`` already."""
    like = WorkflowRole.code.startswith(f"{code}.", autoescape=True)
    taken = select(WorkflowRole.code).where(or_(WorkflowRole.code == code, like)).limit(1)
    if db.session.get(Module, code) or db.session.scalar(taken):
        yield ModuleCodeTaken(code=code)


def rename_module(module: Module, *, name_km: str, name_en: str, by: Actor | None) -> None:
    """Call the module otherwise, and with it those of its roles that are named after it."""
    roles = _roles_of(module)
    steps = {step.code: step for step in db.session.scalars(select(Step))}
    named_after = [role for role in roles if _names(role) == _composed(module, steps[role.step_code or ""])]
    was_km, was_en = module.name_km, module.name_en
    module.name_km, module.name_en = khmer.canonical(name_km), khmer.clean(name_en)
    if (was_km, was_en) != (module.name_km, module.name_en):
        audit.record("renamed module", module, by=by, was_km=was_km, was_en=was_en)
    for role in named_after:
        role.name_km, role.name_en = _composed(module, steps[role.step_code or ""])
    db.session.flush()


def let_run(module: Module, *, kinds: Collection[UnitKind], by: Actor | None) -> None:
    """Let units of these kinds, and of no others, run ``module``.

    Raises:
        ModuleInUse: officials hold its roles in units of a kind that would fall away.
    """
    for obstacle in obstacles_to_running(module, kinds=kinds):
        raise obstacle
    query = select(UnitKindModule).where(UnitKindModule.module_code == module.code)
    present = {row.unit_kind: row for row in db.session.scalars(query)}
    for kind in set(present) - set(kinds):
        db.session.delete(present[kind])
    db.session.add_all(
        UnitKindModule(unit_kind=kind, module_code=module.code) for kind in set(kinds) - set(present)
    )
    if set(present) != set(kinds):
        audit.record("changed who runs module", module, by=by, was=sorted(present), now=sorted(kinds))


def obstacles_to_running(module: Module, *, kinds: Collection[UnitKind]) -> Iterator[RuleViolation]:
    """Say who would hold a role that his unit no longer has."""
    held = (
        select(RoleAssignment.official_id)
        .join(WorkflowRole, WorkflowRole.code == RoleAssignment.role_code)
        .join(Unit, Unit.id == RoleAssignment.unit_id)
        .where(WorkflowRole.module_code == module.code, Unit.kind.not_in(list(kinds)))
        .where(RoleAssignment.valid_to.is_(None))
    )
    query = select(func.count(), women()).where(Official.id.in_(held), Official.merged_into_id.is_(None))
    total, female = db.session.execute(query).one()
    if total:
        yield ModuleInUse(total=total, women=female)


def add_role(*, code: str, name_km: str, name_en: str, by: Actor | None) -> WorkflowRole:
    """Write a role outside the chains, that every kind of unit may have (as reading reports).

    Raises:
        ModuleCodeTaken: a role has this code.
    """
    for obstacle in obstacles_to_code(code):
        raise obstacle
    role = WorkflowRole(
        code=code, name_km=khmer.canonical(name_km), name_en=khmer.clean(name_en), position=_next_place()
    )
    db.session.add(role)
    audit.record("added workflow role", role, by=by)
    return role


def rename_role(role: WorkflowRole, *, name_km: str, name_en: str, by: Actor | None) -> None:
    """Call the role otherwise; its code, by which lists and FMIS know it, stays."""
    audit.record("renamed workflow role", role, by=by, was_km=role.name_km, was_en=role.name_en)
    role.name_km, role.name_en = khmer.canonical(name_km), khmer.clean(name_en)
    db.session.flush()


def close_role(role: WorkflowRole, *, on: date, by: Actor | None) -> None:
    """Give ``role`` to nobody from ``on`` on; who holds it, holds it for the last time the day before.

    Raises:
        RuleViolation: the first of ``obstacles_to_closing``.
    """
    hold_to_close(role)
    for obstacle in obstacles_to_closing(role, on=on):
        raise obstacle
    for assignment in _open_assignments(role):
        end_assignment(assignment, on=on - timedelta(days=1), by=by)
    role.closed_from = on
    audit.record("closed workflow role", role, by=by, on=on.isoformat())


def reopen_role(role: WorkflowRole, *, by: Actor | None) -> None:
    """Let the role be given again; who held it before is not given it anew.

    Raises:
        RoleIsOpen: it is not closed.
    """
    if role.closed_from is None:
        raise RoleIsOpen
    audit.record("reopened workflow role", role, by=by, was=role.closed_from.isoformat())
    role.closed_from = None
    db.session.flush()


def obstacles_to_closing(role: WorkflowRole, *, on: date) -> Iterator[RuleViolation]:
    """Say why nobody can be kept from ``role`` from ``on`` on."""
    if role.closed_from:
        yield RoleIsClosed(role=role.name, day=short_date(role.closed_from))
    if role.step_code and role.module_code and db.session.get_one(Step, role.step_code).in_chain:
        run = select(UnitKindModule.unit_kind).where(UnitKindModule.module_code == role.module_code)
        if db.session.scalar(run.limit(1)):
            yield ChainNeedsRole(module=db.session.get_one(Module, role.module_code).name)
    last = max((assignment.valid_from for assignment in _open_assignments(role)), default=None)
    if last and last >= on:
        yield RoleGivenLater(day=short_date(last))


def _open_assignments(role: WorkflowRole) -> Sequence[RoleAssignment]:
    query = select(RoleAssignment).where(RoleAssignment.role_code == role.code)
    return db.session.scalars(query.where(RoleAssignment.valid_to.is_(None))).all()


def _roles_of(module: Module) -> Sequence[WorkflowRole]:
    return db.session.scalars(select(WorkflowRole).where(WorkflowRole.module_code == module.code)).all()


def _next_place() -> int:
    return (db.session.scalar(select(func.max(WorkflowRole.position))) or 0) + 1


def _names(role: WorkflowRole) -> tuple[str, str]:
    return role.name_km, role.name_en


def _composed(module: Module, step: Step) -> tuple[str, str]:
    return f"{module.name_km} – {step.name_km}", f"{module.name_en} – {step.name_en}"
