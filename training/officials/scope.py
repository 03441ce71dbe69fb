"""Which officials a user sees: those of the units he answers for, and himself."""

from sqlalchemy import ColumnElement, false, select

from training.accounts.models import User
from training.accounts.scope import clause, in_units_of
from training.officials.models import Official


@clause(Official)
def of_ones_units(user: User) -> ColumnElement[bool]:
    return in_units_of(user, Official.unit_id)


@clause(Official)
def oneself(user: User) -> ColumnElement[bool]:
    return Official.id == user.official_id if user.official_id else false()


@clause(User)
def users_of_ones_officials(user: User) -> ColumnElement[bool]:
    return User.official_id.in_(select(Official.id).where(in_units_of(user, Official.unit_id)))
