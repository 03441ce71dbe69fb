"""Lists and their rows, as the pages show them; every query is narrowed to what the reader answers for."""

from collections.abc import Sequence

from sqlalchemy import func, select
from sqlalchemy.orm import joinedload

from training.accounts.models import User
from training.accounts.scope import in_units_of, seen_by
from training.db import db
from training.errors import NotFound
from training.identification import scope  # noqa: F401 - adds its clause
from training.identification.models import IdentificationList, ListFile, ListRow, ListState
from training.officials.models import Official
from training.organisation.models import Unit

PAGE = 50
MOST_ROWS = 500


def lists(user: User, *, before: int | None = None, state: str | None = None) -> Sequence[IdentificationList]:
    """The newest lists first, a page of them, older than number ``before``."""
    query = select(IdentificationList).where(seen_by(user, IdentificationList))
    if before:
        query = query.where(IdentificationList.id < before)
    if state:
        query = query.where(IdentificationList.state == ListState(state))
    return db.session.scalars(query.order_by(IdentificationList.id.desc()).limit(PAGE)).all()


def get_list(number: int, *, user: User) -> IdentificationList:
    query = select(IdentificationList).where(
        IdentificationList.id == number, seen_by(user, IdentificationList)
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def get_row(number: int, *, of: IdentificationList) -> ListRow:
    row = db.session.scalar(select(ListRow).where(ListRow.id == number, ListRow.list_id == of.id))
    if row is None:
        raise NotFound
    return row


def rows(
    of: IdentificationList, *, outcome: str | None = None, decision: str | None = None, after: int = 0
) -> Sequence[ListRow]:
    """The rows of a list in the order of the file, with whom they match or look like."""
    query = select(ListRow).where(ListRow.list_id == of.id, ListRow.id > after)
    if outcome:
        query = query.where(ListRow.outcome == outcome)
    if decision:
        query = query.where(ListRow.decision == decision)
    shown = query.options(joinedload(ListRow.official).joinedload(Official.unit), joinedload(ListRow.alike))
    return db.session.scalars(shown.order_by(ListRow.id).limit(MOST_ROWS)).all()


def in_reach(rows: Sequence[ListRow], *, user: User) -> set[int]:
    """Which of the look-alikes the reader may see by name; those of another ministry stay unnamed."""
    alikes = {row.alike_id for row in rows if row.alike_id}
    query = select(Official.id).where(Official.id.in_(alikes), seen_by(user, Official))
    return set(db.session.scalars(query))


def decisions(of: IdentificationList) -> dict[str, int]:
    """How many rows people accepted and held."""
    query = select(ListRow.decision, func.count()).where(
        ListRow.list_id == of.id, ListRow.decision.is_not(None)
    )
    found = db.session.execute(query.group_by(ListRow.decision).order_by(ListRow.decision))
    return {decision.value: count for decision, count in found if decision}


def undecided(of: IdentificationList) -> int:
    query = select(func.count()).where(
        ListRow.list_id == of.id, ListRow.outcome == "doubtful", ListRow.decision.is_(None)
    )
    return db.session.scalar(query) or 0


def content(of: IdentificationList) -> bytes:
    return db.session.get_one(ListFile, of.id).content


def senders(user: User) -> Sequence[Unit]:
    """The units in whose name ``user`` may send a list: organisations, not offices."""
    query = select(Unit).where(in_units_of(user, Unit.id)).order_by(Unit.kind, Unit.name_en)
    return db.session.scalars(query).all()
