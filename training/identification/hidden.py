"""A row that is hidden in the file waits until a person says that it is to be used like the others."""

from collections.abc import Iterator
from datetime import datetime

from sqlalchemy import or_, select

from training import audit
from training.accounts.models import User
from training.db import db
from training.errors import RuleViolation
from training.i18n import lazy
from training.identification.earlier import load_earlier
from training.identification.judging import judge
from training.identification.marking import mark_anew, person_of
from training.identification.matching import Identity, KnownOfficial, Outcome, People
from training.identification.models import (
    APPLIED_UNASKED,
    IdentificationList,
    ListKind,
    ListRow,
    ListState,
    RowDecision,
)
from training.identification.reading.joining import identity_of
from training.identification.register import load_register
from training.identification.service import AlreadyDecided, CannotBeAccepted


class StandsInFile(RuleViolation):
    message = lazy("Row %(row)s of this file names the same person or has the same official ID; it counts.")


def is_usable(row: ListRow, *, of: IdentificationList) -> bool:
    """Whether the row waits because it is hidden in the file, and has no fault."""
    if "text" not in row.facts or all(one["code"] != "H_HIDDEN" for one in row.findings):
        return False
    return bool(row.facts.get("org") and (row.facts["roles"] or of.kind is not ListKind.FMIS_USERS))


def use(row: ListRow, *, of: IdentificationList, by: User, at: datetime) -> None:
    """Treat the row like those that can be seen: judged by the register, accepted if nothing is in doubt.

    Raises:
        RuleViolation: the first of ``obstacles``.
    """
    for obstacle in obstacles(row, of=of):
        raise obstacle
    row.facts = {name: value for name, value in row.facts.items() if name != "text"}
    person = person_of(row.facts)
    judgement = judge(person, home=of.unit, register=load_register([person], earlier=load_earlier(of)))
    mark_anew(of, {row.id: judgement}, by=by)
    if row.outcome in APPLIED_UNASKED:
        row.decision, row.decided_by_id, row.decided_at = RowDecision.ACCEPT, by.id, at
    audit.record("used hidden row", row, by=by, outcome=row.outcome.value)


def obstacles(row: ListRow, *, of: IdentificationList) -> Iterator[RuleViolation]:
    """Say why the row cannot be used."""
    if of.state is not ListState.READ:
        yield AlreadyDecided()
    elif not is_usable(row, of=of):
        yield CannotBeAccepted(row=row.row)
    else:
        identity = identity_of(person_of(row.facts))
        others = (
            KnownOfficial(other.id, identity_of(person_of(other.facts))) for other in _others(row, identity)
        )
        found = People(others).match(identity)
        if found.outcome is not Outcome.NEW:
            yield StandsInFile(row=db.session.get_one(ListRow, found.others[0]).row)


def _others(row: ListRow, identity: Identity) -> Iterator[ListRow]:
    """Rows of the list that can be used and may name the same person."""
    facts = ListRow.facts
    born = identity.birth_date.isoformat() if identity.birth_date else None
    alike = or_(facts["id"].as_string() == identity.official_id, facts["birth_date"].as_string() == born)
    query = select(ListRow).where(ListRow.list_id == row.list_id, ListRow.id != row.id, alike)
    usable = facts["text"].as_string().is_(None)
    yield from db.session.scalars(query.where(usable).order_by(ListRow.id))
