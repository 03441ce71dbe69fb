"""What is written beside the rows of a list, in the language of the reader."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from training.i18n import Text, _, lazy
from training.identification.reading.model import Fate, ListedRow, Place, Reading, RowKind
from training.identification.reading.sentences import reason
from training.identification.writeback.model import Answer, Note

STATUSES: Mapping[Fate, Text] = {
    Fate.ACCEPTED: lazy("Row accepted"),
    Fate.REJECTED: lazy("Row refused"),
    Fate.HELD: lazy("Row on hold"),
}
_OF_PEOPLE = frozenset({RowKind.PERSON, RowKind.CONTINUATION})


def answer_to(
    reading: Reading,
    *,
    statuses: Mapping[Place, str] | None = None,
    remarks: Mapping[Place, Iterable[str]] | None = None,
) -> Answer:
    """The notes on all people of a reading; ``statuses`` may say more than it knows (new, changed …), and
    ``remarks`` what else is known of a row."""
    said, further = statuses or {}, remarks or {}
    reasons: dict[Place, list[tuple[str, str]]] = defaultdict(list)
    for finding in reading.findings:
        reasons[Place(finding.sheet, finding.row)].append((finding.column, reason(finding)))
    notes = [
        _note(
            row,
            said.get(row.place, ""),
            (*reasons[row.place], *(("", remark) for remark in further.get(row.place, ()))),
        )
        for row in reading.rows
        if _is_noted(row)
    ]
    return Answer(
        heading=_("Result of the check"),
        heading_rows=tuple(Place(sheet.name, sheet.heading_row) for sheet in reading.sheets),
        notes=tuple(notes),
    )


def _is_noted(row: ListedRow) -> bool:
    return row.kind in _OF_PEOPLE and row.fate is not Fate.SKIPPED


def _note(row: ListedRow, status: str, reasons: tuple[tuple[str, str], ...]) -> Note:
    status = status or str(STATUSES[row.fate])
    return Note(row.place, " – ".join([status, *(text for _column, text in reasons)]), reasons)
