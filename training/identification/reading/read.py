"""Read one identification list from its bytes: pure, in this process, without limits of time and memory."""

from collections.abc import Iterator
from datetime import date

from training.identification.reading.columns import Columns, without_columns
from training.identification.reading.drafts import Draft
from training.identification.reading.files import FileKind, recognise
from training.identification.reading.headings import find_headings, unit_above
from training.identification.reading.joining import join
from training.identification.reading.model import (
    FileStatus,
    Finding,
    ListedSheet,
    ListKind,
    Reading,
    Refusal,
    Refused,
    refused,
)  # fmt: skip
from training.identification.reading.people import Around, Delivery, PersonReader
from training.identification.reading.rows import SheetReader
from training.identification.reading.workbooks import Sheet, sheet_of_text, sheets_of_workbook
from training.khmer import canonical


def read(data: bytes, *, org: str, kind: ListKind, received: date) -> Reading:
    """Everything the list says that ``org`` sent: officials, rows with their fate, all findings in one pass.

    The content decides what the file is, not its name. A file that cannot be read gives a reading with a
    ``refusal``; nothing is raised. Birth dates are judged on the day ``received``. ``org`` is a code of the
    reference data.
    """
    try:
        return _read(data, Delivery(org, kind, received))
    except Refused as refusal:
        return refused(refusal.refusal)


def _read(data: bytes, delivery: Delivery) -> Reading:
    sheets: list[ListedSheet] = []
    drafts: list[Draft] = []
    findings: list[Finding] = []
    for sheet in _sheets(data):
        reader = _reader_of(sheet, delivery)
        if reader is not None:
            reader.read()
            sheets.append(reader.columns.listed())
            drafts += reader.drafts
            findings += [*_ignored_columns(reader.columns), *reader.findings]
    if not sheets:
        raise Refused(Refusal.NO_HEADING)
    return _joined(sheets, drafts, findings)


def _sheets(data: bytes) -> Iterator[Sheet]:
    recognised = recognise(data)
    if recognised.kind is FileKind.TEXT:
        return iter([sheet_of_text(recognised.text)])
    return sheets_of_workbook(data, kind=recognised.kind)


def _reader_of(sheet: Sheet, delivery: Delivery) -> SheetReader | None:
    """A reader of the sheet, or None when it has no heading row (a summary, a code list)."""
    headings = find_headings(sheet.head)
    if headings is None:
        return None
    columns = Columns(sheet.name, sheet.left, headings)
    around = Around(above=canonical(unit_above(sheet.head[: headings.row])))
    return SheetReader(sheet, PersonReader(columns, delivery), around)


def _ignored_columns(columns: Columns) -> list[Finding]:
    headings = columns.headings
    return [
        Finding(
            "N_COLUMN_IGNORED", columns.sheet, headings.row + 1, columns.letter(at), headings.texts[at], ""
        )
        for at in without_columns(headings)
    ]


def _joined(sheets: list[ListedSheet], drafts: list[Draft], findings: list[Finding]) -> Reading:
    joined = join(drafts)
    order = {sheet.name: number for number, sheet in enumerate(sheets)}
    findings = sorted([*findings, *joined.findings], key=lambda finding: (order[finding.sheet], finding.row))
    return Reading(
        status=FileStatus.OK,
        sheets=tuple(sheets),
        rows=tuple(draft.listed() for draft in drafts),
        officials=tuple(joined.officials),
        duplicates=tuple(joined.duplicates),
        conflicts=tuple(joined.conflicts),
        suggestions=tuple(joined.suggestions),
        findings=tuple(findings),
    )
