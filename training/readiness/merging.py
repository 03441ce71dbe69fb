"""What becomes of licences when two records of one official become one."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import aliased

from training.db import db
from training.errors import RuleViolation
from training.i18n import lazy
from training.officials.merging import Couple, refuses
from training.organisation.models import Unit
from training.readiness.models import Licence


class BothLicensed(RuleViolation):
    message = lazy("Both have a licence in %(unit)s; withdraw one of the two first.")


@refuses
def one_licence_in_a_unit(couple: Couple) -> Iterator[RuleViolation]:
    """Two accounts of FMIS in one unit: only there can one of them be closed."""
    mine = aliased(Licence)
    twice = (
        select(Unit)
        .join(Licence, Licence.unit_id == Unit.id)
        .join(mine, mine.unit_id == Unit.id)
        .where(Licence.official_id == couple.other.id, Licence.valid_to.is_(None))
        .where(mine.official_id == couple.kept.id, mine.valid_to.is_(None))
    )
    for unit in db.session.scalars(twice.order_by(Unit.id)):
        yield BothLicensed(unit=unit.name)
