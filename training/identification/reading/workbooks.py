"""Sheets of a workbook or text file as rows of cells, with what only the file itself tells of them."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain, islice

import python_calamine as calamine

from training.identification.reading.cells import Cell
from training.identification.reading.files import DAMAGE, FileKind
from training.identification.reading.headings import ROWS_SEARCHED, find_headings
from training.identification.reading.markup import SheetMarks, marks_of_sheets
from training.identification.reading.model import Refusal, Refused

DELIMITERS = ",;\t"
LONGEST_CELL = 1_000_000  # characters, in text files


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged area; rows and columns counted from 0, both ends included."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(slots=True)
class Sheet:
    """One visible sheet: ``rows`` are all its rows, once; ``head`` the first; columns begin at ``left``."""

    name: str
    left: int
    head: Sequence[Sequence[Cell]]
    rows: Iterable[Sequence[Cell]]
    merges: tuple[Merge, ...] = ()
    marks: SheetMarks = field(default_factory=SheetMarks)


def sheets_of_workbook(data: bytes, *, kind: FileKind) -> Iterator[Sheet]:
    """The visible sheets of a workbook in their order. Raises ``Refused`` when it is damaged."""
    try:
        book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        marks = marks_of_sheets(data) if kind is FileKind.XLSX else {}
        for sheet in book.sheets_metadata:
            if sheet.visible is calamine.SheetVisibleEnum.Visible and sheet.typ in _WITH_CELLS:
                yield _sheet(book.get_sheet_by_name(sheet.name), marks.get(sheet.name, SheetMarks()))
    except calamine.PasswordError as error:
        raise Refused(Refusal.ENCRYPTED) from error
    except (calamine.CalamineError, *DAMAGE) as error:
        raise Refused(Refusal.DAMAGED) from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # of the reader's Rust code; it has no importable name
            raise Refused(Refusal.DAMAGED) from error
        raise


_WITH_CELLS = (calamine.SheetTypeEnum.WorkSheet,)


def sheet_of_text(text: str) -> Sheet:
    """The one sheet of a text file, with the delimiter that gives the most known headings."""
    csv.field_size_limit(LONGEST_CELL)
    delimiter = max(DELIMITERS, key=lambda candidate: _known_headings(text, delimiter=candidate))
    try:
        rows = list(_records(text, delimiter=delimiter))
    except csv.Error as error:
        raise Refused(Refusal.DAMAGED) from error
    return Sheet(name="", left=0, head=rows[: ROWS_SEARCHED + 1], rows=rows)


def _known_headings(text: str, *, delimiter: str) -> int:
    try:
        headings = find_headings(list(islice(_records(text, delimiter=delimiter), ROWS_SEARCHED)))
    except csv.Error:
        return -1
    return headings.known if headings else 0


def _records(text: str, *, delimiter: str) -> Iterator[Sequence[Cell]]:
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def _sheet(sheet: calamine.CalamineSheet, marks: SheetMarks) -> Sheet:
    rows = sheet.iter_rows()
    head = list(islice(rows, ROWS_SEARCHED + 1))
    merges = tuple(Merge(*first, *last) for first, last in sheet.merged_cell_ranges or ())
    left = sheet.start[1] if sheet.start else 0
    return Sheet(sheet.name, left, head, chain(head, rows), merges, marks)
