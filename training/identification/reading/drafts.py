"""A row on its way from a sheet to the officials it belongs to."""

from collections.abc import Sequence

from training.identification.reading.cells import Cell, shown
from training.identification.reading.columns import Line
from training.identification.reading.model import BETWEEN_CELLS, Fate, ListedRow, Person, Place, RowKind


class Draft:
    """What is known of a row before rows are joined to officials."""

    __slots__ = ("fate", "head", "hidden", "kind", "official", "person", "reasons", "row", "sheet", "text")

    def __init__(self, sheet: str, line: Line, kind: RowKind) -> None:
        self.sheet = sheet
        self.row = line.number
        self.kind = kind
        self.fate = Fate.SKIPPED
        self.reasons: tuple[str, ...] = ()
        self.person: Person | None = None
        self.official: int | None = None
        self.hidden = line.hidden
        self.head: Draft | None = None  # of a continuation row: the person row above
        self.text = _joined(line.cells[:-1])

    @property
    def place(self) -> Place:
        return Place(self.sheet, self.row)

    def become(self, fate: Fate, *reasons: str) -> None:
        self.fate, self.reasons = fate, reasons

    def listed(self) -> ListedRow:
        return ListedRow(
            self.sheet, self.row, self.kind, self.fate, self.reasons, self.person, self.official, self.hidden,
            self.text,
        )  # fmt: skip


def _joined(cells: Sequence[Cell]) -> str:
    text = BETWEEN_CELLS.join([cell if isinstance(cell, str) else shown(cell) for cell in cells])
    if text.count(BETWEEN_CELLS) != len(cells) - 1:  # a hostile text holds the separator itself
        return BETWEEN_CELLS.join(shown(cell).replace(BETWEEN_CELLS, " ") for cell in cells)
    return text
