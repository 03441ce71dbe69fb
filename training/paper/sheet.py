"""Pages drawn at given places, in millimetres from the top left corner, type sizes in points, into a PDF."""

import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import partial

from training.paper.breaking import wrap, wrap_at_most
from training.paper.brush import Brush
from training.paper.fonts import BOLD, TEXT, Font
from training.paper.qr import squares
from training.paper.shaping import width
from training.paper.words import words

POINTS = 72 / 25.4  # points in a millimetre
INK = (0.0, 0.0, 0.0)
GREY = (0.38, 0.38, 0.38)
PALE = (0.93, 0.93, 0.93)
GOLD = (0.69, 0.49, 0.118)
Colour = tuple[float, float, float]
Mark = Callable[[Brush], None]


class Align(StrEnum):
    """Where ``x`` lies in a line of text."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


LEFT, CENTRE, RIGHT = Align.LEFT, Align.CENTRE, Align.RIGHT


@dataclass(frozen=True, slots=True)
class Size:
    """A page, in millimetres."""

    width: float
    height: float


A4 = Size(210, 297)
A4_LANDSCAPE = Size(297, 210)


def text_width(text: str, *, font: Font = TEXT, size: float = 11) -> float:
    """The width of one line in millimetres."""
    return width(text, font, size) / POINTS


def fitting_size(text: str, *, font: Font, size: float, within: float, smallest: float) -> float:
    """The type size, at most ``size``, at which the line is at most ``within`` millimetres wide."""
    natural = text_width(text, font=font, size=size)
    return size if natural <= within else max(smallest, size * within / natural)


class Sheet:
    """Pages to draw on; nothing is typeset before ``pdf()``, so that each page can say how many there are."""

    def __init__(
        self, *, title: str, language: str = "km", size: Size = A4, author: str = "", demo: bool = False
    ) -> None:
        self.title = title
        self.language = language
        self.size = size
        self.author = author
        self.demo = demo
        self.words = words(language)
        self.numbered = False
        self.foot = ""
        self._pages: list[list[Mark]] = [[]]

    @property
    def pages(self) -> int:
        return len(self._pages)

    def new_page(self) -> None:
        self._pages.append([])

    def text(
        self,
        x: float,
        y: float,
        text: object,
        *,
        font: Font = TEXT,
        size: float = 11,
        align: Align = LEFT,
        colour: Colour = INK,
    ) -> None:
        """Write one line; ``y`` is its baseline."""
        line = str(text)
        shift = {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[align]
        left = x - shift * text_width(line, font=font, size=size)
        self._mark(partial(Brush.write, x=left, y=y, text=line, font=font, size=size, colour=colour))

    def paragraph(
        self,
        x: float,
        y: float,
        text: object,
        *,
        within: float,
        font: Font = TEXT,
        size: float = 11,
        leading: float = 0,
        align: Align = LEFT,
        lines: int = 0,
        colour: Colour = INK,
    ) -> float:
        """Write lines in a column from ``x``, ``within`` wide; ``y`` is the first baseline.

        Leading is in millimetres (0: fit for Khmer). With ``lines`` the text ends in an ellipsis after so
        many. Returns the baseline on which a next line would stand.
        """
        step = leading or leading_of(size)
        anchor = x + {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[align] * within
        for line in text_lines(text, font=font, size=size, within=within, lines=lines):
            self.text(anchor, y, line, font=font, size=size, align=align, colour=colour)
            y += step
        return y

    def line(
        self,
        x: float,
        y: float,
        to_x: float,
        to_y: float,
        *,
        width: float = 0.2,
        colour: Colour = INK,
        dash: float = 0,
    ) -> None:
        """Draw a straight line; width and dash in millimetres."""
        self._mark(partial(Brush.line, x=x, y=y, to_x=to_x, to_y=to_y, width=width, colour=colour, dash=dash))

    def box(
        self, x: float, y: float, width: float, height: float, *, edge: float = 0.2, colour: Colour = INK
    ) -> None:
        """Draw an empty rectangle; ``y`` is its upper edge."""
        self._mark(partial(Brush.box, x=x, y=y, width=width, height=height, edge=edge, colour=colour))

    def shade(self, x: float, y: float, width: float, height: float, *, colour: Colour = PALE) -> None:
        """Fill a rectangle."""
        self._mark(partial(Brush.fill, x=x, y=y, width=width, height=height, colour=colour))

    def polygon(self, points: Sequence[tuple[float, float]], *, colour: Colour = INK) -> None:
        """Fill a closed figure."""
        self._mark(partial(Brush.polygon, points=tuple(points), colour=colour))

    def qr(self, data: str, x: float, y: float, *, width: float = 22) -> None:
        """Draw a QR code; a quiet zone of four modules must stay white around it."""
        self._mark(partial(Brush.fill_all, boxes=squares(data, x=x, y=y, width=width), colour=INK))

    def number_pages(self, foot: str = "") -> None:
        """Write "page x of y" under each page, and ``foot`` at the left of it."""
        self.numbered = True
        self.foot = foot

    def pdf(self) -> bytes:
        """The file; the same drawing always gives the same bytes."""
        out = io.BytesIO()
        brush = Brush(out, width=self.size.width, height=self.size.height)
        brush.describe(title=self.title, author=self.author, language=self.language)
        for number, marks in enumerate(self._pages, start=1):
            for mark in [*self._edge(number), *marks]:
                mark(brush)
            brush.end_page()
        brush.save()
        return out.getvalue()

    def _mark(self, mark: Mark) -> None:
        self._pages[-1].append(mark)

    def _edge(self, number: int) -> list[Mark]:
        """What stands in the margins of every page: its number, and that it is a demo."""
        edge = Sheet(title="", language=self.language, size=self.size)
        foot = self.size.height - 9
        if self.numbered:
            place = self.words.page(number, self.pages)
            edge.text(self.size.width - 15, foot, place, size=8.5, align=RIGHT, colour=GREY)
            edge.paragraph(25, foot, self.foot, size=8.5, within=self.size.width - 80, lines=1, colour=GREY)
        if self.demo:
            edge.text(self.size.width / 2, 8, self.words.demo, font=BOLD, size=9, align=CENTRE, colour=GREY)
            edge._mark(partial(Brush.watermark, text=self.words.watermark, font=BOLD))
        return edge._pages[0]


def leading_of(size: float) -> float:
    """The distance of baselines, in millimetres, that leaves room for stacked Khmer vowels and subscripts."""
    return size * 1.62 / POINTS


def text_lines(text: object, *, font: Font, size: float, within: float, lines: int = 0) -> list[str]:
    """The lines of a text in a column ``within`` millimetres wide; at most ``lines`` of them when given."""
    if lines:
        return wrap_at_most(text, font, size=size, within=within * POINTS, lines=lines)
    return wrap(text, font, size=size, within=within * POINTS)
