"""Which steps of a module exclude each other: nobody may hold both in one unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from training import audit
from training.audit import Actor
from training.db import db
from training.errors import NotFound, RuleViolation
from training.i18n import lazy
from training.officials.models import Official
from training.officials.queries import women
from training.workflow.models import IncompatibleSteps, RoleAssignment, Step, WorkflowRole


class ExcludedAlready(RuleViolation):
    message = lazy("%(first)s and %(second)s exclude each other already.")


class OneStepOnly(RuleViolation):
    message = lazy("A step cannot exclude itself.")


class BothAreHeld(RuleViolation):
    message = lazy(
        "%(total)s officials (%(women)s women) hold both in one module of one unit: end one of them first."
    )


@dataclass(frozen=True, slots=True)
class Exclusion:
    """Two steps that exclude each other."""

    first: Step
    second: Step


def exclusions() -> list[Exclusion]:
    steps = {step.code: step for step in all_steps()}
    pairs = db.session.scalars(select(IncompatibleSteps))
    found = [Exclusion(steps[pair.first_code], steps[pair.second_code]) for pair in pairs]
    return sorted(found, key=lambda pair: (pair.first.position, pair.second.position))


def all_steps() -> Sequence[Step]:
    return db.session.scalars(select(Step).order_by(Step.position)).all()


def get_step(code: str) -> Step:
    found = db.session.get(Step, code)
    if found is None:
        raise NotFound
    return found


def exclude(first: Step, second: Step, *, by: Actor | None) -> IncompatibleSteps:
    """Let nobody hold both steps in one module of one unit.

    Raises:
        RuleViolation: the first of ``obstacles_to_excluding``.
    """
    for obstacle in obstacles_to_excluding(first, second):
        raise obstacle
    pair = IncompatibleSteps(first_code=first.code, second_code=second.code)
    db.session.add(pair)
    audit.record("excluded steps", pair, by=by)
    return pair


def no_longer_exclude(first: Step, second: Step, *, by: Actor | None) -> None:
    """Let one official hold both.

    Raises:
        NotFound: they do not exclude each other.
    """
    pair = _pair(first, second)
    if pair is None:
        raise NotFound
    audit.record("no longer excluded steps", pair, by=by)
    db.session.delete(pair)
    db.session.flush()


def obstacles_to_excluding(first: Step, second: Step) -> Iterator[RuleViolation]:
    """Say why the two cannot exclude each other, or do so already."""
    if first.code == second.code:
        yield OneStepOnly()
        return
    if _pair(first, second):
        yield ExcludedAlready(first=first.name, second=second.name)
    total, female = _holding_both(first, second)
    if total:
        yield BothAreHeld(total=total, women=female)


def _pair(first: Step, second: Step) -> IncompatibleSteps | None:
    keys = ((first.code, second.code), (second.code, first.code))
    return next((pair for key in keys if (pair := db.session.get(IncompatibleSteps, key))), None)


def _holding_both(first: Step, second: Step) -> tuple[int, int]:
    one, other, its_role, other_role = (
        aliased(RoleAssignment), aliased(RoleAssignment), aliased(WorkflowRole), aliased(WorkflowRole),
    )  # fmt: skip
    both = (
        select(one.official_id)
        .join(its_role, its_role.code == one.role_code)
        .join(other, (other.official_id == one.official_id) & (other.unit_id == one.unit_id))
        .join(other_role, other_role.code == other.role_code)
        .where(its_role.module_code == other_role.module_code)
        .where(its_role.step_code == first.code, other_role.step_code == second.code)
        .where(one.valid_to.is_(None), other.valid_to.is_(None))
    )
    query = select(func.count(), women()).where(Official.id.in_(both), Official.merged_into_id.is_(None))
    total, female = db.session.execute(query).one()
    return total, female
