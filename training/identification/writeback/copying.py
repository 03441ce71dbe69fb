"""A list of another kind as an .xlsx: the same visible sheets, every text in its place."""

import io
import zipfile
from collections.abc import Iterable, Sequence

from training.identification.reading.cells import Cell, shown
from training.identification.reading.files import FileKind, recognise
from training.identification.reading.markup import column_letters
from training.identification.reading.workbooks import Sheet, sheet_of_text, sheets_of_workbook
from training.identification.writeback.comments import MAIN
from training.identification.writeback.sheet import RELATIONS
from training.identification.writeback.xml import attribute, text_cell

SHEET_OF_TEXT = "List"  # the name of the sheet of a text file, which has none
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_BOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def as_xlsx(data: bytes) -> bytes:
    """The list as an .xlsx: itself if it is one. Raises ``Refused`` for what cannot be read."""
    return data if recognise(data).kind is FileKind.XLSX else copied(data)


def copied(data: bytes) -> bytes:
    """A new .xlsx with the visible sheets and texts of a list of any kind."""
    recognised = recognise(data)
    if recognised.kind is FileKind.TEXT:
        return _workbook([sheet_of_text(recognised.text)])
    return _workbook(sheets_of_workbook(data, kind=recognised.kind))


def _workbook(sheets: Iterable[Sheet]) -> bytes:
    file, names = io.BytesIO(), list[str]()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for sheet in sheets:
            names.append(sheet.name or SHEET_OF_TEXT)
            with archive.open(f"xl/worksheets/sheet{len(names)}.xml", "w") as part:
                part.write(f'<worksheet xmlns="{MAIN}"><sheetData>'.encode())
                for number, cells in enumerate(sheet.rows, start=1):
                    part.write(_row(number, cells, left=sheet.left).encode())
                part.write(b"</sheetData></worksheet>")
        for part_name, content in _frame(names).items():
            archive.writestr(part_name, content)
    return file.getvalue()


def _row(number: int, cells: Sequence[Cell], *, left: int) -> str:
    texts = [
        text_cell(f"{column_letters(column)}{number}", shown(cell))
        for column, cell in enumerate(cells, start=left)
        if cell != ""
    ]
    return f'<row r="{number}">{"".join(texts)}</row>' if texts else ""


def _frame(names: Sequence[str]) -> dict[str, str]:
    """The parts that say which sheets there are."""
    numbers = range(1, len(names) + 1)
    sheet_type = f'ContentType="{_SHEET_TYPE}"'
    overrides = "".join(f'<Override PartName="/xl/worksheets/sheet{n}.xml" {sheet_type}/>' for n in numbers)
    sheets = "".join(
        f'<sheet name="{attribute(name)}" sheetId="{n}" r:id="rId{n}"/>'
        for n, name in enumerate(names, start=1)
    )
    worksheet = f'Type="{RELATIONS}/worksheet"'
    relations = "".join(
        f'<Relationship Id="rId{n}" {worksheet} Target="worksheets/sheet{n}.xml"/>' for n in numbers
    )
    types = (
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{overrides}'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_BOOK_TYPE}"/>'
    )
    book = f'<Relationship Id="rId1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    main, related = f'xmlns="{MAIN}" xmlns:r="{RELATIONS}"', f'xmlns="{_PACKAGE}/relationships"'
    return {
        "[Content_Types].xml": f'<Types xmlns="{_PACKAGE}/content-types">{types}</Types>',
        "_rels/.rels": f"<Relationships {related}>{book}</Relationships>",
        "xl/workbook.xml": f"<workbook {main}><sheets>{sheets}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f"<Relationships {related}>{relations}</Relationships>",
    }
