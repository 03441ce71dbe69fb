"""Applying a list: one transaction writes people, postings, roles or nominations, and a journal of it."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from training import audit, dates, jobs
from training.accounts.models import User
from training.db import db
from training.errors import RuleViolation
from training.i18n import lazy
from training.identification.deciding import remember_apart
from training.identification.garbage import uncollected
from training.identification.marking import mark_anew
from training.identification.models import IdentificationList, ListState
from training.identification.preparing import Plan, prepare
from training.identification.register import lock_register
from training.identification.stamps import in_time
from training.identification.writing import Writing


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
    plan = in_time(list_id, lambda of: prepare(of, on=of.received_on, progress=progress))
    identification_list = db.session.get_one(IdentificationList, list_id)
    if identification_list.state is not ListState.READ:
        return {}
    if plan is None:
        plan = prepare(identification_list, on=identification_list.received_on)
    by = db.session.get(User, by_id) if by_id else None
    return {"marked_anew": write(identification_list, plan, by=by, at=dates.now())}


def write(identification_list: IdentificationList, plan: Plan, *, by: User | None, at: datetime) -> int:
    """Write the plan; see ``apply``. The register must be locked since the plan was found to hold."""
    if plan.moved:
        mark_anew(identification_list, plan.moved, by=by)
        return len(plan.moved)
    if not plan.count:
        raise NothingToApply
    identification_list.move_to(ListState.APPLIED)
    identification_list.applied_at = at
    replaced = _replace_older(identification_list)
    audit.record("applied list", identification_list, by=by, rows=plan.count, replaced=replaced)
    db.session.flush()
    with uncollected():
        Writing(identification_list.id).all_of(plan, at=at)
    db.session.expire_all()
    remember_apart(identification_list, by=by, at=at)
    return 0


def _replace_older(identification_list: IdentificationList) -> int | None:
    """The version before this one has had its day; what it brought stays."""
    number = identification_list.replaces_id
    older = db.session.get(IdentificationList, number) if number else None
    if older is None or not older.may_move_to(ListState.REPLACED):
        return None
    older.move_to(ListState.REPLACED)
    return older.id
