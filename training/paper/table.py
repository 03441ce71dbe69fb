"""Ruled tables: columns with widths, cells that wrap, rows ready to be drawn at a height."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.paper.fonts import BOLD, TEXT, Font
from training.paper.sheet import GREY, LEFT, PALE, Align, Sheet, leading_of, text_lines

PADDING = 1.6  # millimetres at each side of a cell
MOST_LINES = 12  # of one cell; a longer text ends in an ellipsis, so that every row fits on a page


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its head, its width in millimetres (0: an equal part of the rest), where its texts stand."""

    head: str
    width: float = 0
    align: Align = LEFT
    font: Font = TEXT


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of one cell and how they are set."""

    lines: tuple[str, ...]
    width: float
    align: Align
    font: Font


@dataclass(frozen=True, slots=True)
class Row:
    """A row with its height in millimetres."""

    cells: tuple[Cell, ...]
    height: float
    size: float
    shaded: bool

    def draw(self, sheet: Sheet, x: float, y: float) -> float:
        """Draw it with its upper edge at ``y``; returns its lower edge."""
        if self.shaded:
            sheet.shade(x, y, sum(cell.width for cell in self.cells), self.height, colour=PALE)
        for cell in self.cells:
            sheet.box(x, y, cell.width, self.height, edge=0.15, colour=GREY)
            self._write(sheet, cell, x=x, y=y)
            x += cell.width
        return y + self.height

    def _write(self, sheet: Sheet, cell: Cell, *, x: float, y: float) -> None:
        step = leading_of(self.size)
        anchor = {
            Align.LEFT: x + PADDING,
            Align.CENTRE: x + cell.width / 2,
            Align.RIGHT: x + cell.width - PADDING,
        }
        baseline = y + (self.height - step * len(cell.lines)) / 2 + step * 0.68
        for number, line in enumerate(cell.lines):
            sheet.text(
                anchor[cell.align],
                baseline + number * step,
                line,
                font=cell.font,
                size=self.size,
                align=cell.align,
            )


class Grid:
    """Makes the rows of one table."""

    def __init__(self, columns: Sequence[Column], *, width: float, size: float, row_height: float) -> None:
        fixed = sum(column.width for column in columns)
        shares = sum(1 for column in columns if not column.width)
        self.columns = columns
        self.widths = [column.width or (width - fixed) / shares for column in columns]
        self.size = size
        self.row_height = row_height

    def head(self) -> Row:
        return self._row([column.head for column in self.columns], font=BOLD, align=Align.CENTRE, shaded=True)

    def row(self, values: Sequence[object]) -> Row:
        return self._row(values, least=self.row_height)

    def total(self, values: Sequence[object]) -> Row:
        return self._row(values, font=BOLD, shaded=True)

    def summary(self, text: object) -> Row:
        """One line across all columns."""
        width = sum(self.widths)
        cell = Cell(self._lines(text, BOLD, width), width, LEFT, BOLD)
        return Row((cell,), len(cell.lines) * leading_of(self.size) + PADDING, self.size, shaded=True)

    def _row(
        self,
        values: Sequence[object],
        *,
        font: Font | None = None,
        align: Align | None = None,
        shaded: bool = False,
        least: float = 0,
    ) -> Row:
        cells = tuple(
            Cell(
                self._lines(value, font or column.font, width),
                width,
                align or column.align,
                font or column.font,
            )
            for value, column, width in zip(values, self.columns, self.widths, strict=True)
        )
        tallest = max(len(cell.lines) for cell in cells) * leading_of(self.size) + PADDING
        return Row(cells=cells, height=max(tallest, least), size=self.size, shaded=shaded)

    def _lines(self, value: object, font: Font, width: float) -> tuple[str, ...]:
        within = max(width - 2 * PADDING, 1)
        return tuple(text_lines(value, font=font, size=self.size, within=within, lines=MOST_LINES))
