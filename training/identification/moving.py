"""A row on hold because its official serves in another ministry: the coordinator moves him or leaves him."""

from collections.abc import Iterator

from sqlalchemy import select

from training import audit
from training.accounts.models import User
from training.db import db
from training.errors import RuleViolation
from training.i18n import lazy
from training.identification.earlier import load_earlier
from training.identification.judging import judge
from training.identification.marking import mark_anew, person_of
from training.identification.models import IdentificationList, ListRow, ListState
from training.identification.register import load_register
from training.identification.service import AlreadyDecided
from training.officials import service as officials
from training.officials.models import Official
from training.organisation.models import Unit


class NobodyToMove(RuleViolation):
    message = lazy("This row names no official of another ministry who could be moved.")


def is_movable(row: ListRow) -> bool:
    """Whether the row waits for the coordinator because of where its official serves."""
    return row.official_id is not None and any(one["code"] == "H_OTHER_MINISTRY" for one in row.findings)


def move(row: ListRow, *, of: IdentificationList, by: User) -> None:
    """Transfer the official to the unit of his row, from the day the list came; the row is judged anew.

    Nothing but this deed moves him: taking the list back leaves him where he now serves.

    Raises:
        RuleViolation: the first of ``obstacles``, or what forbids a transfer.
    """
    for obstacle in obstacles(row, of=of):
        raise obstacle
    official, facts = db.session.get_one(Official, row.official_id), row.facts
    unit = db.session.scalars(select(Unit).where(Unit.code == facts["org"])).one()
    officials.transfer(
        official, to=unit, on=of.received_on, by=by, position=facts["position"] or "",
        department=facts["unit"] or "", office=facts["office"] or "",
    )  # fmt: skip
    audit.record("moved official of row", row, by=by, official=official.id)
    person = person_of(facts)
    register = load_register([person], earlier=load_earlier(of))
    judgement = judge(person, home=of.unit, register=register)
    mark_anew(of, {row.id: judgement}, by=by)


def obstacles(row: ListRow, *, of: IdentificationList) -> Iterator[RuleViolation]:
    """Say why nobody can be moved by this row."""
    if of.state is not ListState.READ:
        yield AlreadyDecided()
    if not is_movable(row):
        yield NobodyToMove()
