"""The sender's own list back: what became of each row, written beside it in the language of the reader."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import func, select

from training import audit, dates, jobs
from training.accounts.models import User
from training.audit import AuditEntry
from training.db import db
from training.errors import RuleViolation
from training.i18n import Text, _, language, lazy, speaking
from training.identification.models import (
    IdentificationList,
    ListAnswer,
    ListFile,
    ListRow,
    ListState,
    RowDecision,
    RowOutcome,
)
from training.identification.reading.model import Place, Reading, Refusal
from training.identification.reading.safely import read_safely
from training.identification.reading.sentences import refusal_sentence
from training.identification.reviewing import CONFLICTS, FIELDS
from training.identification.writeback.notes import answer_to
from training.identification.writeback.safely import answer_safely

OUTCOMES: Mapping[RowOutcome, Text] = {
    RowOutcome.NEW: lazy("New official"),
    RowOutcome.SAME: lazy("Known already, nothing changes"),
    RowOutcome.CHANGED: lazy("Known, with changes"),
    RowOutcome.DOUBTFUL: lazy("Doubtful: somebody must decide"),
    RowOutcome.HELD: lazy("Row on hold"),
    RowOutcome.REFUSED: lazy("Row refused"),
}
DECISIONS: Mapping[RowDecision, Text] = {
    RowDecision.ACCEPT: lazy("accepted"),
    RowDecision.HOLD: lazy("held back"),
}
ANSWERED = "answered list"
Notes = dict[Place, str]
Said = dict[Place, tuple[str, ...]]


class CannotBeAnswered(RuleViolation):
    message = lazy("This list was not read, so there are no results to write beside its rows.")


class AnswerFailed(RuleViolation):
    message = lazy("The file can no longer be read, so no results can be written into it (%(reason)s).")


def obstacles(identification_list: IdentificationList) -> Iterator[RuleViolation]:
    """Say why the list cannot be handed back with its results."""
    if not identification_list.counts:
        yield CannotBeAnswered()


def answer(identification_list: IdentificationList) -> bytes:
    """The list as an .xlsx, with a status for each row and a comment on each finding; only reads.

    Raises:
        CannotBeAnswered: nothing was read of it.
        AnswerFailed: its file cannot be written into.
    """
    for obstacle in obstacles(identification_list):
        raise obstacle
    content = db.session.get_one(ListFile, identification_list.id).content
    org, kind = identification_list.unit.code, identification_list.kind
    received, rows = identification_list.received_on, _rows(identification_list)
    db.session.rollback()  # reading and writing a long file must not hold the database
    reading = read_safely(content, org=org, kind=kind, received=received)
    if reading.refusal is not None:
        raise AnswerFailed(reason=refusal_sentence(reading.refusal))
    statuses, remarks = _notes(reading, rows)
    written = answer_safely(content, answer_to(reading, statuses=statuses, remarks=remarks))
    if isinstance(written, Refusal):
        raise AnswerFailed(reason=refusal_sentence(written))
    return written


@jobs.task
def answer_list(progress: jobs.Progress, *, list_id: int, by_id: int, wanted: str) -> None:
    """Make the answer to a long list in the language ``wanted`` and keep it until something is decided."""
    began = dates.now()
    with speaking(wanted):
        content = answer(db.session.get_one(IdentificationList, list_id))
    progress(1, 1)
    kept = ListAnswer(list_id=list_id, language=wanted, content=content, made_at=began)
    db.session.merge(kept)
    of = db.session.get_one(IdentificationList, list_id)
    audit.record(ANSWERED, of, by=db.session.get(User, by_id), language=wanted)


def is_kept(identification_list: IdentificationList) -> bool:
    """Whether there is an answer in the reader's language that still says what holds."""
    made_at = select(ListAnswer.made_at).where(
        ListAnswer.list_id == identification_list.id, ListAnswer.language == language()
    )
    made = db.session.scalar(made_at)
    return made is not None and made > _last_change(identification_list)


def kept_answer(identification_list: IdentificationList) -> bytes | None:
    """The answer to a long list in the reader's language, unless it says no more what holds now."""
    if not is_kept(identification_list):
        return None
    return db.session.get_one(ListAnswer, (identification_list.id, language())).content


def _last_change(identification_list: IdentificationList) -> datetime:
    """When the list, or one of its rows, was last read, decided, marked anew, applied or taken back."""
    of_list = (AuditEntry.thing_type == "identification_list") & (
        AuditEntry.thing_id == str(identification_list.id)
    )
    deeds = select(func.max(AuditEntry.at)).where(of_list, AuditEntry.verb != ANSWERED)
    decided = select(func.max(ListRow.decided_at)).where(ListRow.list_id == identification_list.id)
    known = (identification_list.created_at, db.session.scalar(deeds), db.session.scalar(decided))
    return max(moment for moment in known if moment)


def _rows(identification_list: IdentificationList) -> dict[Place, tuple[str, tuple[str, ...]]]:
    """What is said of each row: its status, and what the register has to say of it."""
    query = select(ListRow).where(ListRow.list_id == identification_list.id)
    is_settled = identification_list.state is not ListState.READ
    return {
        Place(row.sheet, row.row): (_status(row, is_settled=is_settled), _of_the_register(row))
        for row in db.session.scalars(query.execution_options(yield_per=1_000))
    }


def _notes(reading: Reading, rows: Mapping[Place, tuple[str, tuple[str, ...]]]) -> tuple[Notes, Said]:
    """By place: every row of an official has his status; what the register says stands at the first."""
    statuses = {place: status for place, (status, _said) in rows.items()}
    for listed in reading.officials:
        first = listed.rows[0]
        statuses |= {place: statuses[first] for place in listed.rows if first in statuses}
    return statuses, {place: said for place, (_status, said) in rows.items() if said}


def _status(row: ListRow, *, is_settled: bool) -> str:
    said = [str(OUTCOMES[row.outcome])]
    if row.decision:
        said.append(str(DECISIONS[row.decision]))
    if is_settled:
        said.append(_("applied") if row.will_be_applied else _("not applied"))
    return ", ".join(said)


def _of_the_register(row: ListRow) -> tuple[str, ...]:
    """Findings about the register, and what changes; of another ministry nothing but that it is one."""
    codes = [finding["code"] for finding in row.findings if not finding.get("other")]
    told = [str(CONFLICTS[code]) for code in codes if code in CONFLICTS]
    if "H_OTHER_MINISTRY" in codes:
        return tuple(told)
    return (*told, *(f"{FIELDS[field]}: {_change(values)}" for field, values in row.changes.items()))


def _change(values: Any) -> str:
    old, new = values
    return f"{old or '–'} → {new}"
