"""Write an answer into a list."""

from collections import defaultdict
from collections.abc import Mapping

from training.identification.reading.markup import column_letters
from training.identification.reading.model import Place
from training.identification.writeback.comments import commented_cells, with_comments, with_shapes
from training.identification.writeback.copying import SHEET_OF_TEXT, as_xlsx, copied
from training.identification.writeback.model import Answer, Note
from training.identification.writeback.package import COMMENTS, SHAPES, Package
from training.identification.writeback.sheet import annotated, has_rows, status_column

MOST_COMMENTS = 5_000  # on one sheet; the status column says everything anyway


def answered(data: bytes, answer: Answer) -> bytes:
    """The list as an .xlsx with a status for each row that has a note, and comments on what was found.

    Everything else of an .xlsx is as it was. Raises ``Refused`` for a file that cannot be read.
    """
    package = Package(as_xlsx(data))
    listed = _listed_sheets(package, answer)
    if not all(has_rows(package.content_of(part)) for part in listed.values()):
        package = Package(copied(data))  # it was written with prefixes, as hardly any program does
        listed = _listed_sheets(package, answer)
    headings = {place.sheet: place.row for place in answer.heading_rows}
    for sheet, part in listed.items():
        notes = [note for note in answer.notes if note.place.sheet == sheet]
        statuses = {headings[sheet]: answer.heading} | {note.place.row: note.status for note in notes}
        _annotate(package, part, statuses, _comments(notes))
    return package.content()


def _listed_sheets(package: Package, answer: Answer) -> dict[str, str]:
    """The parts of the sheets that have headings, by the names that the reader gives them."""
    names = {place.sheet or SHEET_OF_TEXT: place.sheet for place in answer.heading_rows}
    return {names[name]: part for name, part in package.sheets().items() if name in names and part in package}


def _comments(notes: list[Note]) -> dict[Place, list[str]]:
    """Comments by column letter (as ``sheet`` of a place) and row."""
    comments: dict[Place, list[str]] = defaultdict(list)
    for note in notes:
        for column, text in note.comments:
            comments[Place(column, note.place.row)].append(text)
    return comments


def _annotate(
    package: Package, part: str, statuses: Mapping[int, str], comments: Mapping[Place, list[str]]
) -> None:
    sheet = package.content_of(part)
    column = status_column(sheet)
    there = package.related(part, COMMENTS)
    taken = commented_cells(package.text(there)) if there and there in package else frozenset()
    texts: dict[str, list[str]] = defaultdict(list)
    for (letters, row), said in list(comments.items())[:MOST_COMMENTS]:
        status = f"{column_letters(column)}{row}"
        cell = f"{letters}{row}" if letters else status
        texts[status if cell in taken else cell] += said
    drawing = ""
    if texts:
        drawing = _put_comments(package, part, {cell: "\n".join(said) for cell, said in texts.items()})
    package.put_pieces(part, annotated(sheet, statuses, column=column, drawing=drawing))


def _put_comments(package: Package, part: str, comments: Mapping[str, str]) -> str:
    """Write comments and their shapes, into parts that are there or new ones; gives the shapes' name."""
    number = part.rpartition("/")[2].removesuffix(".xml")
    texts = package.related(part, COMMENTS)
    if texts is None or texts not in package:
        texts = f"xl/commentsFmis_{number}.xml"
        package.relate(part, COMMENTS, texts)
        package.declare_comments(texts)
    package.put(texts, with_comments(package.text(texts) if texts in package else None, comments))
    shapes = package.related(part, SHAPES)
    if shapes is not None and shapes in package:
        package.put(shapes, with_shapes(package.text(shapes), comments))
        return ""
    shapes = f"xl/drawings/vmlDrawingFmis_{number}.vml"
    package.put(shapes, with_shapes(None, comments))
    return package.relate(part, SHAPES, shapes)
