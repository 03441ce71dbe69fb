"""Files of identification lists for tests: delimited text, .xlsx and .ods from rows of cells."""

import csv
import io
import zipfile
from collections.abc import Iterable, Sequence
from datetime import date
from xml.sax.saxutils import escape, quoteattr

import xlsxwriter

from training.identification.reading.model import ListKind, Reading
from training.identification.reading.read import read

RECEIVED = date(2018, 3, 5)
HEADINGS = ("ល.រ", "អត្តលេខ", "គោត្តនាម និងនាម", "ភេទ", "ថ្ងៃខែឆ្នាំកំណើត", "FMIS Role")
SOK = ("1", "9012345678", "សុខ សុភា", "ប្រុស", "12/03/1985", "AP Entry")
CHAN = ("2", "9012345679", "ចាន់ ធីតា", "ស្រី", "01/02/1990", "GL Review")
Cell = object
Rows = Sequence[Sequence[Cell]]


def read_rows(rows: Rows, *, kind: ListKind = ListKind.FMIS_USERS, org: str = "MEF") -> Reading:
    """Read rows as a text file with commas."""
    return read(csv_bytes(rows), org=org, kind=kind, received=RECEIVED)


def read_bytes(data: bytes, *, kind: ListKind = ListKind.FMIS_USERS, org: str = "MEF") -> Reading:
    return read(data, org=org, kind=kind, received=RECEIVED)


def one_row(
    headings: Sequence[str], cells: Sequence[Cell], *, kind: ListKind = ListKind.FMIS_USERS
) -> Reading:
    return read_rows([headings, cells], kind=kind)


def csv_bytes(rows: Rows, *, delimiter: str = ",", encoding: str = "utf-8-sig") -> bytes:
    text = io.StringIO()
    csv.writer(text, delimiter=delimiter).writerows([[_text(cell) for cell in row] for row in rows])
    return text.getvalue().encode(encoding)


def xlsx_bytes(
    rows: Rows,
    *,
    merges: Iterable[str] = (),
    hidden_rows: Iterable[int] = (),
    hidden_columns: Iterable[str] = (),
    first_cell: tuple[int, int] = (0, 0),
    from_1904: str = "",
    name: str = "List",
) -> bytes:
    """One sheet. ``merges`` are ranges whose first cell has its value; hidden rows are counted from 1."""
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "date_1904": bool(from_1904)})
    add_sheet(book, rows, name=name, merges=merges, hidden_rows=hidden_rows, first_cell=first_cell)
    for columns in hidden_columns:
        book.worksheets()[0].set_column(columns, None, None, {"hidden": True})
    book.close()
    return file.getvalue()


def add_sheet(
    book: xlsxwriter.Workbook,
    rows: Rows,
    *,
    name: str,
    merges: Iterable[str] = (),
    hidden_rows: Iterable[int] = (),
    first_cell: tuple[int, int] = (0, 0),
) -> None:
    sheet = book.add_worksheet(name)
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    for area in merges:
        sheet.merge_range(area, "")
    for row, cells in enumerate(rows, start=first_cell[0]):
        for column, cell in enumerate(cells, start=first_cell[1]):
            _write(sheet, row, column, cell, day)
    for row in hidden_rows:
        sheet.set_row(row - 1, None, None, {"hidden": True})


def ods_bytes(rows: Rows, *, hidden: Rows = ()) -> bytes:
    """One visible sheet, and a hidden one before it if it has rows."""
    style = '<style:style style:name="off" style:family="table"><style:table-properties table:display="false"/></style:style>'
    tables = _ods_table("Hidden", hidden, style="off") if hidden else ""
    content = (
        f'<?xml version="1.0" encoding="UTF-8"?><office:document-content {_ODS_NAMES} office:version="1.2">'
        f"<office:automatic-styles>{style}</office:automatic-styles><office:body><office:spreadsheet>"
        f"{tables}{_ods_table('List', rows, style='')}</office:spreadsheet></office:body></office:document-content>"
    )
    return zip_bytes({"mimetype": _ODS_TYPE, "content.xml": content, "META-INF/manifest.xml": _MANIFEST})


def zip_bytes(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def with_part(workbook: bytes, name: str, content: str | bytes) -> bytes:
    """The workbook with one part more, or with another content of one."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        parts: dict[str, str | bytes] = {part: archive.read(part) for part in archive.namelist()}
    return zip_bytes(parts | {name: content})


def _write(sheet: xlsxwriter.worksheet.Worksheet, row: int, column: int, cell: Cell, day: object) -> None:
    if isinstance(cell, str) and cell.startswith("=#"):
        sheet.write_formula(row, column, "=NA()", None, cell[1:])
    elif isinstance(cell, str):
        if cell:
            sheet.write_string(row, column, cell)
    elif isinstance(cell, date):
        sheet.write_datetime(row, column, cell, day)
    elif cell is not None:
        sheet.write_number(row, column, cell)


def _text(cell: Cell) -> str:
    return "" if cell is None else str(cell)


_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_ODS_URN = "urn:oasis:names:tc:opendocument:xmlns"
_ODS_NAMES = " ".join(f'xmlns:{n}="{_ODS_URN}:{n}:1.0"' for n in ("office", "table", "text", "style"))
_MANIFEST = f'<manifest:manifest xmlns:manifest="{_ODS_URN}:manifest:1.0"/>'


def _ods_table(name: str, rows: Rows, *, style: str) -> str:
    lines = "".join(f"<table:table-row>{''.join(map(_ods_cell, row))}</table:table-row>" for row in rows)
    return (
        f"<table:table table:name={quoteattr(name)} table:style-name={quoteattr(style)}>{lines}</table:table>"
    )


def _ods_cell(cell: Cell) -> str:
    if isinstance(cell, date):
        return f'<table:table-cell office:value-type="date" office:date-value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    if isinstance(cell, int | float):
        return f'<table:table-cell office:value-type="float" office:value="{cell}"><text:p>{cell}</text:p></table:table-cell>'
    if not cell:
        return "<table:table-cell/>"
    paragraphs = "".join(f"<text:p>{escape(line)}</text:p>" for line in str(cell).split("\n"))
    return f'<table:table-cell office:value-type="string">{paragraphs}</table:table-cell>'
