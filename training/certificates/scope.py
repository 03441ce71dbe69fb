"""Which certificates a user sees: those of the seats he sees, and his own."""

from sqlalchemy import ColumnElement, false, select

from training.accounts.models import User
from training.accounts.scope import clause, seen_by
from training.certificates.models import Certificate
from training.enrolments import scope  # noqa: F401 - adds its clauses
from training.enrolments.models import Enrolment


@clause(Certificate)
def of_seen_seats(user: User) -> ColumnElement[bool]:
    return Certificate.enrolment_id.in_(select(Enrolment.id).where(seen_by(user, Enrolment)))


@clause(Certificate)
def ones_own(user: User) -> ColumnElement[bool]:
    return Certificate.official_id == user.official_id if user.official_id else false()
