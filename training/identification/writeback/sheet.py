"""One sheet's XML with a status column more; every other byte of its rows stays.

A long list is 100 MB of XML: it is held once, as bytes, and what changes is given piece by piece.
"""

import re
from collections.abc import Iterator, Mapping

from training.identification.reading.markup import column_letters, column_number
from training.identification.writeback.xml import attribute, text_cell

STATUS_WIDTH = 60  # characters
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROWS_BEGIN, ROWS_END = b"<sheetData", b"</sheetData>"
_ROW = re.compile(rb"<row\b(?P<inside>[^>]*?)(?P<end>/?)>")
_NUMBER = re.compile(rb'\br="(\d+)"')
_SPANS = re.compile(rb'\s+spans="[^"]*"')
_CELL = re.compile(rb'<c\b[^>]*?\br="([A-Z]+)')
_LOOK = re.compile(rb'<c\b[^>]*?\bs="(\d+)"')
_DIMENSION = re.compile(rb'<dimension ref="[^"]*"\s*/>')
_LAST_COLUMN = re.compile(rb'<col\b[^>]*?\bmax="(\d+)"')
_AFTER_DRAWING = re.compile(
    rb"<(?:legacyDrawingHF|drawingHF|picture|oleObjects|controls|webPublishItems|tableParts|extLst)\b|</worksheet>"
)


def has_rows(sheet: bytes) -> bool:
    """Whether a sheet is written as programs write it: without prefixes."""
    return ROWS_BEGIN in sheet


def status_column(sheet: bytes) -> int:
    """The first column, counted from 0, right of everything on the sheet."""
    used = {match[1] for match in _CELL.finditer(sheet)}
    return max(map(column_number, used), default=0)


def annotated(sheet: bytes, statuses: Mapping[int, str], *, column: int, drawing: str) -> Iterator[bytes]:
    """The sheet in pieces, with a text in ``column`` of each given row, and its shapes if there are any."""
    begin = sheet.index(ROWS_BEGIN)
    end = sheet.find(ROWS_END, begin)
    yield _head(sheet[:begin], column)
    yield from _rows(sheet, begin, end if end >= 0 else len(sheet), statuses, column_letters(column))
    yield _tail(sheet[end:] if end >= 0 else b"", drawing)


def _rows(sheet: bytes, begin: int, end: int, statuses: Mapping[int, str], letters: str) -> Iterator[bytes]:
    """Rows with a status in the look of their last cell; what stands between them as it is."""
    done = begin
    for row in _ROW.finditer(sheet, begin, end):
        number = _NUMBER.search(row["inside"])
        if number is None or (status := statuses.get(int(number[1]))) is None:
            continue
        close = row.end() if row["end"] else sheet.index(b"</row>", row.end())
        cells = sheet[row.end() : close]
        cell = text_cell(f"{letters}{int(number[1])}", status, style=_last_look(cells)).encode()
        yield sheet[done : row.start()]
        yield b"<row%b>%b%b%b" % (
            _SPANS.sub(b"", row["inside"]),
            cells,
            cell,
            b"</row>" if row["end"] else b"",
        )
        done = close
    yield sheet[done:end]


def _last_look(cells: bytes) -> str:
    looks = _LOOK.findall(cells[cells.rfind(b"<c ") :]) if b"<c " in cells else []
    return looks[-1].decode() if looks else ""


def _head(head: bytes, column: int) -> bytes:
    """What stands before the rows, with the status column wide enough to be read."""
    wide = b'<col min="%d" max="%d" width="%d" customWidth="1"/>' % (column + 1, column + 1, STATUS_WIDTH)
    head = _DIMENSION.sub(b"", head, count=1)  # it would be wrong now, and may be left out
    if b"</cols>" not in head:
        return head + b"<cols>" + wide + b"</cols>"
    last = max(map(int, _LAST_COLUMN.findall(head)), default=0)
    return head.replace(b"</cols>", wide + b"</cols>", 1) if last <= column else head


def _tail(tail: bytes, drawing: str) -> bytes:
    if not drawing or b"<legacyDrawing " in tail:
        return tail
    place = _AFTER_DRAWING.search(tail)
    at = place.start() if place else len(tail)
    reference = f'<legacyDrawing xmlns:r="{RELATIONS}" r:id="{attribute(drawing)}"/>'
    return tail[:at] + reference.encode() + tail[at:]
