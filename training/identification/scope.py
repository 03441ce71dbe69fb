"""Which lists a user sees: those that his units sent; trainers and officials see none."""

from sqlalchemy import ColumnElement

from training.accounts.models import User
from training.accounts.scope import clause, in_units_of
from training.identification.models import IdentificationList


@clause(IdentificationList)
def sent_by_ones_units(user: User) -> ColumnElement[bool]:
    return in_units_of(user, IdentificationList.unit_id)
