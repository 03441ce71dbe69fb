"""What stands on many papers: the motto of the kingdom and the places to sign."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.paper.fonts import BOLD, TEXT, TITLE
from training.paper.sheet import CENTRE, INK, Colour, Sheet, leading_of


@dataclass(frozen=True, slots=True)
class Signature:
    """A place to sign and stamp: place and date, title of the office, and the name once known."""

    title: str
    name: str = ""
    place_and_date: str = ""


def draw_motto(sheet: Sheet, x: float, y: float, *, size: float = 14, colour: Colour = INK) -> float:
    """The kingdom and its motto, centred on ``x``, first baseline at ``y``; returns where more may stand."""
    sheet.text(x, y, sheet.words.kingdom, font=TITLE, size=size, align=CENTRE, colour=colour)
    y += leading_of(size) * 1.05
    sheet.text(x, y, sheet.words.motto, font=TITLE, size=size * 0.8, align=CENTRE, colour=colour)
    y += leading_of(size) * 0.62
    draw_ornament(sheet, x, y, colour=colour)
    return y + 4


def draw_ornament(sheet: Sheet, x: float, y: float, *, width: float = 30, colour: Colour = INK) -> None:
    """A fine line with three lozenges in its middle, centred on ``x``."""
    for centre, half in ((x, 1.3), (x - 3.2, 0.8), (x + 3.2, 0.8)):
        points = ((centre - half, y), (centre, y - half), (centre + half, y), (centre, y + half))
        sheet.polygon(points, colour=colour)
    for side in (-1, 1):
        sheet.line(x + side * 5, y, x + side * width / 2, y, width=0.25, colour=colour)


def draw_signatures(
    sheet: Sheet, blocks: Sequence[Signature], *, left: float, width: float, y: float
) -> float:
    """The blocks side by side; a single one stands at the right, as in letters. Returns the lower edge."""
    places = max(len(blocks), 2)
    share = width / places
    first = places - len(blocks)
    lines = 1 if any(block.place_and_date for block in blocks) else 0
    return max(
        _draw_signature(sheet, block, x=left + share * (first + number), y=y, width=share, lines=lines)
        for number, block in enumerate(blocks)
    )


def _draw_signature(sheet: Sheet, block: Signature, *, x: float, y: float, width: float, lines: int) -> float:
    step, inner = leading_of(11), width - 4
    y += step * 0.7
    if lines:
        sheet.paragraph(
            x + 2, y, block.place_and_date, within=inner, font=TEXT, size=10.5, align=CENTRE, lines=1
        )
        y += step
    y = sheet.paragraph(x + 2, y, block.title, within=inner, font=BOLD, size=11, align=CENTRE, lines=3)
    y += 24  # room for the hand and the stamp
    sheet.paragraph(x + 2, y, block.name, within=inner, font=BOLD, size=11, align=CENTRE, lines=1)
    return y + step * 0.5
