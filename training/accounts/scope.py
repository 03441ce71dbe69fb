"""One scope that narrows every query of people: a model without a clause shows nobody anything.

Each later package adds the clauses of its models (``@clause(Official)``); a row is seen when one says so.
"""

from collections import defaultdict
from collections.abc import Callable

from sqlalchemy import ColumnElement, false, or_, select, true
from sqlalchemy.orm import InstrumentedAttribute

from training.accounts.models import User
from training.organisation.models import Unit
from training.permissions import SEES_ALL_UNITS, Action

Clause = Callable[[User], ColumnElement[bool]]
_clauses: dict[type, list[Clause]] = defaultdict(list)


def clause(model: type) -> Callable[[Clause], Clause]:
    """Let ``user`` see the rows of ``model`` for which the decorated function is true."""

    def add(function: Clause) -> Clause:
        _clauses[model].append(function)
        return function

    return add


def seen_by(user: User, model: type) -> ColumnElement[bool]:
    """Limit a query of ``model`` to what ``user`` answers for."""
    return or_(false(), *(function(user) for function in _clauses[model]))


def in_units_of(user: User, unit_id: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[bool]:
    """True for the units ``user`` answers for, and all below them; for all units where the role sees all."""
    if user.roles & SEES_ALL_UNITS:
        return true()
    trees = [Unit.path.startswith(unit.path, autoescape=True) for unit in user.answers_for]
    return unit_id.in_(select(Unit.id).where(or_(*trees))) if trees else false()


@clause(User)
def all_users(user: User) -> ColumnElement[bool]:
    return true() if user.may(Action.SEE_USERS) else false()


@clause(User)
def oneself(user: User) -> ColumnElement[bool]:
    return User.id == user.id
