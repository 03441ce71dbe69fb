"""Which licences a user sees: those in the units he answers for."""

from sqlalchemy import ColumnElement

from training.accounts.models import User
from training.accounts.scope import clause, in_units_of
from training.readiness.models import Licence


@clause(Licence)
def in_ones_units(user: User) -> ColumnElement[bool]:
    return in_units_of(user, Licence.unit_id)
