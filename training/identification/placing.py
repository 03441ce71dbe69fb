"""Whether a list under review is a newer version of the one before or stands beside it; its rows follow."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from training import audit, jobs
from training.accounts.models import User
from training.db import db
from training.errors import RuleViolation
from training.i18n import lazy
from training.identification.carrying import carry_holds, drop_carried_holds
from training.identification.earlier import load_earlier
from training.identification.garbage import uncollected
from training.identification.joined import is_joined, joined_people, whole
from training.identification.judging import Judgement, judge
from training.identification.marking import mark_anew, person_of
from training.identification.models import (
    APPLIED_UNASKED,
    IdentificationList,
    ListRow,
    ListState,
    RowDecision,
    RowOutcome,
)
from training.identification.preparing import TOLD_EVERY, Row
from training.identification.reading.model import Person
from training.identification.register import load_register, lock_register
from training.identification.service import Place, last_applied
from training.identification.stamps import in_time, stamp


class NotUnderReview(RuleViolation):
    message = lazy("How a list stands to the one before can be changed only while it is under review.")


class NoListBefore(RuleViolation):
    message = lazy("No earlier list of this unit and kind is applied; this one cannot be its newer version.")


@dataclass(slots=True)
class Anew:
    """The rows of which something else is true; of some of them, what was decided still holds."""

    stamp: int
    moved: dict[int, Judgement] = field(default_factory=dict)
    kept: set[int] = field(default_factory=set)


def list_before(identification_list: IdentificationList) -> int | None:
    """The number of the applied list of this unit and kind that came last before this one."""
    one = identification_list
    return last_applied(one.unit, kind=one.kind, before=one.id)


def choices(identification_list: IdentificationList, *, before: int | None) -> tuple[Place, ...]:
    """What the list may become to the one ``before``: nothing when there is none or nobody reviews it."""
    if before is None or identification_list.state is not ListState.READ:
        return ()
    replaced = identification_list.replaces_id
    newer = () if replaced == before else (Place.NEWER,)
    return newer if replaced is None else (*newer, Place.BESIDE)


def obstacles(identification_list: IdentificationList, *, place: Place) -> Iterator[RuleViolation]:
    """Say why the list cannot come to stand so."""
    if identification_list.state is not ListState.READ:
        yield NotUnderReview()
    if place is Place.NEWER and list_before(identification_list) is None:
        yield NoListBefore()


def put(identification_list: IdentificationList, *, place: Place, by: User | None) -> int:
    """Let the list replace the one before it or stand beside it; every row is judged anew.

    What a person decided on a row holds, but for the acceptance of a row that is doubtful or held only now.
    Gives the number of rows of which something else is true.

    Raises:
        RuleViolation: the first of ``obstacles``.
    """
    lock_register()
    db.session.refresh(identification_list, ["state"])  # somebody may have applied it meanwhile
    for obstacle in obstacles(identification_list, place=place):
        raise obstacle
    number = _replaced(identification_list, place=place)
    return _write(identification_list, _judged(identification_list, number), number=number, by=by)


@jobs.task
def place_list(progress: jobs.Progress, *, list_id: int, by_id: int | None, place: str) -> Mapping[str, Any]:
    """Do with a long list what ``put`` does: judged while others work, written in one go."""
    anew = in_time(list_id, lambda of: _judged(of, _replaced(of, place=Place(place)), progress=progress))
    identification_list = db.session.get_one(IdentificationList, list_id)
    for obstacle in obstacles(identification_list, place=Place(place)):
        raise obstacle
    number = _replaced(identification_list, place=Place(place))
    by = db.session.get(User, by_id) if by_id else None
    anew = anew or _judged(identification_list, number)
    return {"rows": _write(identification_list, anew, number=number, by=by)}


def _replaced(identification_list: IdentificationList, *, place: Place) -> int | None:
    return list_before(identification_list) if place is Place.NEWER else None


def _judged(
    identification_list: IdentificationList, number: int | None, *,
    progress: jobs.Progress = lambda _done, _total: None,
) -> Anew:  # fmt: skip
    """Judge every row as if the list replaced list ``number``; only reads."""
    anew = Anew(stamp())
    with uncollected():
        rows = list(_rows(identification_list.id))
        set_committed_value(identification_list, "replaces_id", number)  # seen here, not written
        earlier, home = load_earlier(identification_list), identification_list.unit
        register = load_register([person for _, person in rows], earlier=earlier)
        for place, (row, person) in enumerate(rows):
            if place % TOLD_EVERY == 0:
                progress(place, len(rows))
            judgement = _telling(row, judge(person, home=home, register=register))
            if judgement != _judgement(row):
                anew.moved[row.id] = judgement
                if not _is_new_doubt(row, judgement):
                    anew.kept.add(row.id)
    db.session.refresh(identification_list, ["replaces_id"])
    return anew


def _rows(list_id: int) -> Iterator[tuple[Row, Person]]:
    """The rows that depend on the register, each with what the rows of its person say together."""
    columns = [getattr(ListRow, name) for name in (*Row._fields, "facts")]
    query = select(*columns).where(ListRow.list_id == list_id).order_by(ListRow.id)
    joined = joined_people(list_id)
    for *values, facts in db.session.execute(query.execution_options(yield_per=1_000)):
        row = Row(*values)
        if _depends_on_the_register(row):
            yield row, whole(person_of(facts), joined.get(row.id, ()))


def _codes(row: Row) -> list[str]:
    """What the register had to say of the row; a finding in the file names its row, too."""
    return [one["code"] for one in row.findings if one.keys() == {"code"}]


def _depends_on_the_register(row: Row) -> bool:
    """Whether it is judged by the register: the file alone refuses rows, holds and joins them."""
    if row.outcome is RowOutcome.HELD:
        return any(code != "N_DECIDED" for code in _codes(row))
    return row.outcome is not RowOutcome.REFUSED and not is_joined(row.outcome, row.official_id)


def _judgement(row: Row) -> Judgement:
    return Judgement(row.outcome, row.official_id, row.alike_id, row.changes, tuple(_codes(row)))


def _telling(row: Row, judgement: Judgement) -> Judgement:
    """That a person decided about rows of the file stays told."""
    if "N_DECIDED" in _codes(row) and "N_DECIDED" not in judgement.codes:
        return judgement._replace(codes=(*judgement.codes, "N_DECIDED"))
    return judgement


def _is_new_doubt(row: Row, judgement: Judgement) -> bool:
    """Whether an accepted row is now doubtful or held for what nobody saw when it was accepted."""
    is_other = (row.outcome, row.alike_id) != (judgement.outcome, judgement.alike_id)
    return row.decision is RowDecision.ACCEPT and judgement.outcome not in APPLIED_UNASKED and is_other


def _write(
    identification_list: IdentificationList, anew: Anew, *, number: int | None, by: User | None
) -> int:
    """Write what was found; nothing at all when the list stands so already."""
    was = identification_list.replaces_id
    if was == number:
        return 0
    drop_carried_holds(identification_list)
    identification_list.replaces_id = number
    audit.record("placed list", identification_list, by=by, replaces=[was, number])
    if anew.moved:
        mark_anew(identification_list, anew.moved, by=by, kept=anew.kept)
    carry_holds(identification_list)
    return len(anew.moved)
