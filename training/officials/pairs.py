"""What people decide about two records that look alike; it is remembered and not asked again."""

from collections.abc import Iterator
from datetime import datetime

from training import audit
from training.accounts.models import User
from training.db import db
from training.errors import RuleViolation
from training.i18n import lazy
from training.officials.doubles import Double
from training.officials.models import Official, PairDecision, PairVerdict
from training.permissions import Action


class DecidedBefore(RuleViolation):
    message = lazy("This was decided before; take that decision back first.")


class DecidedBySomebodyElse(RuleViolation):
    message = lazy("Only who decided it, or the coordinator, can take this decision back.")


def decide(double: Double, *, verdict: PairVerdict, by: User, at: datetime) -> PairDecision:
    """Remember that the two are not one person, or that they are: then the coordinator may merge them.

    Raises:
        DecidedBefore: there is a decision about the two.
    """
    if double.decision is not None:
        raise DecidedBefore
    return remember(double.first, double.second, verdict=verdict, by=by, at=at)


def remember(
    first: Official, second: Official, *, verdict: PairVerdict, by: User | None, at: datetime
) -> PairDecision:
    """Write what was decided about two records of the register."""
    smaller, greater = sorted((first.id, second.id))
    decision = PairDecision(first_id=smaller, second_id=greater, verdict=verdict, decided_at=at)
    decision.decided_by_id = by.id if by else None
    db.session.add(decision)
    audit.record("decided pair", decision, by=by, verdict=verdict.value)
    return decision


def take_back(double: Double, *, by: User) -> None:
    """Forget what was decided about the two, so that it is asked again. Without a decision nothing happens.

    Raises:
        RuleViolation: the first of ``obstacles``.
    """
    for obstacle in obstacles(double, by=by):
        raise obstacle
    if double.decision is not None:
        audit.record("took pair decision back", double.decision, by=by, verdict=double.decision.verdict.value)
        db.session.delete(double.decision)
        db.session.flush()


def obstacles(double: Double, *, by: User) -> Iterator[RuleViolation]:
    """Say why ``by`` cannot take the decision back."""
    own = double.decision is None or double.decision.decided_by_id == by.id
    if not own and not by.may(Action.MERGE_OFFICIALS):
        yield DecidedBySomebodyElse()
