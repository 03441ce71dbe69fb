"""A transfer to another unit that ends what the official did in the former one."""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from training.audit import Actor
from training.db import db
from training.errors import RuleViolation
from training.officials import service as officials
from training.officials.models import Official, Posting
from training.organisation.models import Unit
from training.workflow.models import RoleAssignment
from training.workflow.service import end_assignment, obstacles_to_ending


def transfer_ending_roles(
    official: Official, *, to: Unit, on: date, by: Actor | None, **place: Any
) -> Posting:
    """Let ``official`` serve in ``to`` from ``on`` on; his roles in the former unit end the day before.

    Raises:
        RuleViolation: the first of ``obstacles``.
    """
    for obstacle in obstacles(official, to=to, on=on):
        raise obstacle
    for assignment in _roles_there(official):
        end_assignment(assignment, on=on - timedelta(days=1), by=by)
    return officials.transfer(official, to=to, on=on, by=by, **place)


def obstacles(official: Official, *, to: Unit, on: date) -> Iterator[RuleViolation]:
    """Say why ``official`` cannot be transferred, or a role of his cannot end the day before."""
    yield from officials.obstacles_to_transfer(official, to=to, on=on)
    for assignment in _roles_there(official):
        yield from obstacles_to_ending(assignment, on=on - timedelta(days=1))


def _roles_there(official: Official) -> Sequence[RoleAssignment]:
    query = select(RoleAssignment).where(
        RoleAssignment.official_id == official.id,
        RoleAssignment.unit_id == official.unit_id,
        RoleAssignment.valid_to.is_(None),
    )
    return db.session.scalars(query.order_by(RoleAssignment.id)).all()
