"""What becomes of workflow roles when two records of one official become one."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import aliased

from training.db import db
from training.officials.merging import Change, Couple, settles
from training.workflow.models import RoleAssignment


@settles
def end_roles_held_twice(couple: Couple) -> Iterator[Change]:
    """A role that both hold in one unit goes on once, and the other's ends on the day of the merge."""
    mine = aliased(RoleAssignment)
    twice = (
        select(RoleAssignment)
        .join(mine, (mine.unit_id == RoleAssignment.unit_id) & (mine.role_code == RoleAssignment.role_code))
        .where(RoleAssignment.official_id == couple.other.id, RoleAssignment.valid_to.is_(None))
        .where(mine.official_id == couple.kept.id, mine.valid_to.is_(None))
    )
    for held in db.session.scalars(twice.order_by(RoleAssignment.id)):
        yield Change(held, "valid_to", max(held.valid_from, couple.on))
