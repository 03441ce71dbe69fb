"""What is done with a list before it is applied: receive it, decide its rows, refuse it."""

import hashlib
from datetime import date, datetime
from enum import StrEnum
from pathlib import PurePath

from sqlalchemy import func, select

from training import audit
from training.accounts.models import User
from training.db import db
from training.errors import RuleViolation
from training.i18n import lazy
from training.identification.models import (
    IdentificationList,
    ListFile,
    ListKind,
    ListRow,
    ListState,
    RowDecision,
    RowOutcome,
)
from training.organisation.models import Unit


class AlreadyReceived(RuleViolation):
    message = lazy("The same file was received before: list no. %(number)s.")


class CannotBeAccepted(RuleViolation):
    message = lazy("Row %(row)s has faults and cannot be accepted; it must be corrected and sent again.")


class AlreadyDecided(RuleViolation):
    message = lazy("This list is no longer under review; its rows cannot be decided any more.")


class Place(StrEnum):
    """How a list stands to the one that the same unit sent before."""

    NEWER = "newer"  # a newer version, which replaces it
    BESIDE = "beside"  # a further list: both hold


def receive(
    content: bytes, *, file_name: str, unit: Unit, kind: ListKind, received_on: date, by: User | None,
    at: datetime, letter_number: str = "", letter_date: date | None = None, place: Place = Place.NEWER,
) -> IdentificationList:  # fmt: skip
    """Keep the bytes as they came, with their letter. Nothing is read yet.

    Unless it stands beside it, the list is a newer version of the last applied one of this unit and kind.

    Raises:
        AlreadyReceived: the same bytes came before, in a list that was not undone.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    for known in _with(sha256):
        raise AlreadyReceived(number=known.id)
    identification_list = IdentificationList(
        unit_id=unit.id,
        kind=kind,
        version=_next_version(unit, kind=kind),
        letter_number=letter_number,
        letter_date=letter_date,
        received_on=received_on,
        file_name=PurePath(file_name.replace("\\", "/")).name[:200],
        sha256=sha256,
        created_at=at,
        sent_by_id=by.id if by else None,
        replaces_id=last_applied(unit, kind=kind) if place is Place.NEWER else None,
    )
    db.session.add(identification_list)
    db.session.flush()
    db.session.add(ListFile(list_id=identification_list.id, content=content))
    audit.record("received list", identification_list, by=by, sha256=sha256)
    return identification_list


def refuse(identification_list: IdentificationList, *, reason: str, by: User | None) -> None:
    """Send the list back: nothing of it will be applied.

    Raises:
        ForbiddenMove: it was applied or refused before.
    """
    identification_list.move_to(ListState.REFUSED)
    identification_list.reason = reason
    audit.record("refused list", identification_list, by=by, reason=reason)


def decide(row: ListRow, *, decision: RowDecision, by: User | None, at: datetime) -> None:
    """Accept or hold one row.

    Raises:
        AlreadyDecided: the list is not under review.
        CannotBeAccepted: the row has faults.
    """
    identification_list = db.session.get_one(IdentificationList, row.list_id)
    if identification_list.state is not ListState.READ:
        raise AlreadyDecided
    if decision is RowDecision.ACCEPT and row.outcome in {RowOutcome.REFUSED, RowOutcome.HELD}:
        raise CannotBeAccepted(row=row.row)
    row.decision = decision
    row.decided_by_id = by.id if by else None
    row.decided_at = at
    audit.record("decided row", row, by=by, decision=decision.value)


def _with(sha256: str) -> list[IdentificationList]:
    query = select(IdentificationList).where(
        IdentificationList.sha256 == sha256, IdentificationList.state != ListState.UNDONE
    )
    return list(db.session.scalars(query))


def last_applied(unit: Unit, *, kind: ListKind, before: int | None = None) -> int | None:
    """The number of the last applied list of this unit and kind, of those received before list ``before``."""
    query = select(func.max(IdentificationList.id)).where(
        IdentificationList.unit_id == unit.id,
        IdentificationList.kind == kind,
        IdentificationList.state == ListState.APPLIED,
    )
    if before is not None:
        query = query.where(IdentificationList.id < before)
    return db.session.scalar(query)


def _next_version(unit: Unit, *, kind: ListKind) -> int:
    last = select(func.max(IdentificationList.version)).where(
        IdentificationList.unit_id == unit.id, IdentificationList.kind == kind
    )
    return (db.session.scalar(last) or 0) + 1
