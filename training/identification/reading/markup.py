"""What only the XML of an .xlsx tells: hidden rows, error values, how far cells reach; and declarations."""

import posixpath
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from xml.etree import ElementTree as ET

from training.identification.reading.model import Refusal, Refused

PIECE = 1 << 20  # bytes looked at in one go
OVERLAP = 1 << 13  # bytes looked at twice, so that no tag falls between two pieces
PROLOG = 1 << 16  # bytes in which a declaration must stand
MOST_CELLS = 8_000_000  # rows times columns of one sheet: what the memory of the reader holds

_HIDDEN = re.compile(rb"""\shidden=["'](?:1|true)["']""")
_ROW_TAGS = (b"<row", b"<x:row")
_ROW_NUMBER = re.compile(rb"""\sr=["'](\d+)["']""")
_CELL_REFERENCE = re.compile(rb"""\sr=["']([A-Z]+)(\d+)["']""")
_TWO_LETTERS = re.compile(rb"""r=["']([A-Z]{2,3})\d""")
_DECLARATION = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT_RELATION = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"


@dataclass(frozen=True, slots=True)
class SheetMarks:
    """What stands beside the cells of a sheet; rows counted from 1, columns from 0."""

    hidden_rows: frozenset[int] = frozenset()
    error_cells: frozenset[tuple[int, int]] = frozenset()


def refuse_declarations(archive: zipfile.ZipFile) -> None:
    """Raise ``Refused`` for a document type or entity: no spreadsheet program writes one."""
    for part in archive.infolist():
        if part.filename.lower().endswith((".xml", ".rels")):
            with archive.open(part) as stream:
                beginning = stream.read(PROLOG).replace(b"\x00", b"")  # UTF-16 as well
            if _DECLARATION.search(beginning):
                raise Refused(Refusal.DOCTYPE)


def marks_of_sheets(data: bytes) -> dict[str, SheetMarks]:
    """The marks of each visible sheet, by its name. Raises ``Refused`` for cells too far out."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        parts = {name.lower(): name for name in archive.namelist()}
        return {name: _marks(archive, parts[path.lower()]) for name, path in _sheet_parts(archive, parts)
                if path.lower() in parts}  # fmt: skip


def _sheet_parts(archive: zipfile.ZipFile, parts: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Names of the visible sheets, and the parts of the archive that hold them."""
    if "xl/workbook.xml" not in parts or "xl/_rels/workbook.xml.rels" not in parts:
        return
    targets = {
        item.get("Id"): item.get("Target", "") for item in _xml(archive, parts["xl/_rels/workbook.xml.rels"])
    }
    for sheet in _xml(archive, parts["xl/workbook.xml"]).iter():
        if sheet.tag.endswith("}sheet") and sheet.get("state", "visible") == "visible":
            target = targets.get(sheet.get(_RELATION) or sheet.get(_STRICT_RELATION), "")
            yield sheet.get("name", ""), posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")


def _xml(archive: zipfile.ZipFile, part: str) -> ET.Element:
    try:
        return ET.fromstring(archive.read(part))  # noqa: S314 - declarations were refused before
    except ET.ParseError as error:
        raise Refused(Refusal.DAMAGED) from error


def _marks(archive: zipfile.ZipFile, part: str) -> SheetMarks:
    hidden: set[int] = set()
    errors: set[tuple[int, int]] = set()
    columns, rows = 1, 1
    for piece in _pieces(archive, part):
        hidden.update(_rows_marked(piece))
        errors.update(_cells_marked(piece))
        columns = max([columns, *map(column_number, set(_TWO_LETTERS.findall(piece)))])
        rows = max(rows, _last_row(piece))
        if rows * columns > MOST_CELLS:
            raise Refused(Refusal.TOO_WIDE)
    return SheetMarks(frozenset(hidden), frozenset(errors))


def _pieces(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The part in pieces that overlap, so that what one cuts in two the next one has whole."""
    kept = b""
    with archive.open(part) as stream:
        while piece := stream.read(PIECE):
            yield kept + piece
            kept = (kept + piece)[-OVERLAP:]


def _rows_marked(piece: bytes) -> Iterator[int]:
    for tag in _tags_with(piece, b"hidden="):
        if tag.startswith(_ROW_TAGS) and _HIDDEN.search(tag) and (number := _ROW_NUMBER.search(tag)):
            yield int(number[1])


def _cells_marked(piece: bytes) -> Iterator[tuple[int, int]]:
    for tag in _tags_with(piece, b't="e"'):
        if cell := _CELL_REFERENCE.search(tag):
            yield int(cell[2]), column_number(cell[1]) - 1


def _tags_with(piece: bytes, attribute: bytes) -> Iterator[bytes]:
    """The tags that hold some bytes; searching bytes is many times faster than a pattern."""
    place = piece.find(attribute)
    while place >= 0:
        start, end = piece.rfind(b"<", 0, place), piece.find(b">", place)
        if start >= 0 and end >= 0:
            yield piece[start : end + 1]
        place = piece.find(attribute, place + 1)


def _last_row(piece: bytes) -> int:
    start = piece.rfind(b"row ")
    number = _ROW_NUMBER.search(piece, start, start + 200) if start >= 0 else None
    return int(number[1]) if number else 1


def column_number(letters: bytes) -> int:
    """A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def column_letters(number: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
