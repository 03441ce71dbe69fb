"""A newer version of a list begins with the rows on hold that a person held in the older one."""

from sqlalchemy import Select, select

from training.db import db
from training.identification.models import IdentificationList, ListRow, RowDecision
from training.identification.pairs import fingerprint, is_person


def carry_holds(identification_list: IdentificationList) -> None:
    """Hold again whom a person held in the version before; he may be accepted in this one.

    What was decided in this one is left as it is.
    """
    by_person = _held(identification_list.replaces_id)
    if not by_person:
        return
    of_list = select(ListRow).where(ListRow.list_id == identification_list.id)
    for row in db.session.scalars(of_list.where(ListRow.decision.is_(None))):
        before = by_person.get(fingerprint(row)) if is_person(row) else None
        if before is not None:
            row.decision, row.decided_by_id = RowDecision.HOLD, before.decided_by_id
            row.decided_at = before.decided_at


def drop_carried_holds(identification_list: IdentificationList) -> None:
    """Let go of whom only the version before holds: such a row bears the moment of that decision."""
    before = _held(identification_list.replaces_id)
    if not before:
        return
    for row in db.session.scalars(_holds(identification_list.id)):
        mark = fingerprint(row) if is_person(row) else ""
        if mark in before and before[mark].decided_at == row.decided_at:
            row.decision = row.decided_by_id = row.decided_at = None


def _held(list_id: int | None) -> dict[str, ListRow]:
    """The rows that a person held, by what identifies the person in each."""
    return {fingerprint(row): row for row in db.session.scalars(_holds(list_id)) if is_person(row)}


def _holds(list_id: int | None) -> Select[ListRow]:
    return select(ListRow).where(ListRow.list_id == list_id, ListRow.decision == RowDecision.HOLD)
