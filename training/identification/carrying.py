"""A newer version of a list begins with the rows on hold that a person held in the older one."""

from sqlalchemy import select

from training.db import db
from training.identification.models import IdentificationList, ListRow, RowDecision
from training.identification.pairs import fingerprint, is_person


def carry_holds(identification_list: IdentificationList) -> None:
    """Hold again whom a person held in the version before; he may be accepted in this one."""
    older = select(ListRow).where(ListRow.list_id == identification_list.replaces_id)
    held = db.session.scalars(older.where(ListRow.decision == RowDecision.HOLD)).all()
    by_person = {fingerprint(row): row for row in held if is_person(row)}
    if not by_person:
        return
    for row in db.session.scalars(select(ListRow).where(ListRow.list_id == identification_list.id)):
        before = by_person.get(fingerprint(row)) if is_person(row) else None
        if before is not None:
            row.decision, row.decided_by_id = RowDecision.HOLD, before.decided_by_id
            row.decided_at = before.decided_at
