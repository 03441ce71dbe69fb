"""A row on its way from a sheet to the officials it belongs to."""

from training.identification.reading.columns import Line
from training.identification.reading.model import Fate, ListedRow, Person, Place, RowKind


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
        self.text = line.row_text

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
