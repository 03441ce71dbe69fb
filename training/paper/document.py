"""Papers that flow from page to page: letterhead, headings, paragraphs, tables, signatures."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from training.paper.fonts import BOLD, TEXT, TITLE, Font
from training.paper.parts import Signature, draw_motto, draw_signatures
from training.paper.sheet import A4, CENTRE, GREY, LEFT, RIGHT, Align, Sheet, Size, leading_of, text_lines
from training.paper.table import Column, Grid

BODY = 11  # points


@dataclass(frozen=True, slots=True)
class Margins:
    """Empty edges of a page in millimetres; the left one is wider, for binding."""

    left: float = 25
    right: float = 15
    top: float = 15
    bottom: float = 18


class Document:
    """A paper written from top to bottom; a new page begins when the next thing does not fit."""

    def __init__(
        self,
        *,
        title: str,
        language: str = "km",
        size: Size = A4,
        author: str = "",
        demo: bool = False,
        foot: str = "",
        margins: Margins | None = None,
    ) -> None:
        self.margins = margins or Margins()
        self.sheet = Sheet(title=title, language=language, size=size, author=author, demo=demo)
        self.sheet.number_pages(foot)
        self.y = self.margins.top

    @property
    def left(self) -> float:
        return self.margins.left

    @property
    def width(self) -> float:
        """Of the written area, in millimetres."""
        return self.sheet.size.width - self.margins.left - self.margins.right

    @property
    def room(self) -> float:
        """What is left of the page below, in millimetres."""
        return self.sheet.size.height - self.margins.bottom - self.y

    def letterhead(self, *, institution: Sequence[str], number: str = "", place_and_date: str = "") -> None:
        """The motto in the middle; below it institution and number at the left, the date at the right."""
        self.y = draw_motto(self.sheet, self.left + self.width / 2, self.y + 6) + 3
        for rank, name in enumerate(institution):
            font = TITLE if rank == 0 else BOLD
            self._lines(name, font=font, size=10, align=LEFT, within=self.width * 0.6)
        middle = self.y + leading_of(BODY) * 0.7
        if number:
            self.sheet.text(self.left, middle, f"{self.sheet.words.number} {number}", size=BODY)
        if place_and_date:
            self.sheet.text(self.left + self.width, middle, place_and_date, size=BODY, align=RIGHT)
        if number or place_and_date:
            self.y += leading_of(BODY)
        self.space(4)

    def title(self, text: object, *, below: object = "") -> None:
        """The name of the paper in Moul, centred, and a line below it."""
        self.space(2)
        self._lines(text, font=TITLE, size=15, align=CENTRE)
        if below:
            self._lines(below, font=TEXT, size=BODY, align=CENTRE)
        self.space(3)

    def heading(self, text: object) -> None:
        """The name of a part; it does not stand alone at the end of a page."""
        self.keep(leading_of(13) * 3)
        self.space(2)
        self._lines(text, font=BOLD, size=13, align=LEFT)

    def para(
        self, text: object, *, font: Font = TEXT, size: float = BODY, align: Align = LEFT, indent: float = 0
    ) -> None:
        """A paragraph; ``indent`` moves its first line, in millimetres."""
        self._lines(text, font=font, size=size, align=align, indent=indent)
        self.space(1.5)

    def note(self, text: object) -> None:
        """Small grey print."""
        for line in text_lines(text, font=TEXT, size=9, within=self.width):
            self.keep(leading_of(9))
            self.sheet.text(self.left, self.y + leading_of(9) * 0.7, line, size=9, colour=GREY)
            self.y += leading_of(9)

    def facts(self, pairs: Iterable[tuple[object, object]], *, label_width: float = 40) -> None:
        """Lines of a label and what it says, one below the other."""
        for label, value in pairs:
            self.fact(label, value, label_width=label_width)
        self.space(1.5)

    def fact(self, label: object, value: object, *, label_width: float = 40) -> None:
        step = leading_of(BODY)
        lines = text_lines(value, font=TEXT, size=BODY, within=self.width - label_width)
        self.keep(step)
        self.sheet.paragraph(
            self.left, self.y + step * 0.7, label, within=label_width - 3, font=BOLD, size=BODY, lines=1
        )
        for line in lines:
            self.keep(step)
            self.sheet.text(self.left + label_width, self.y + step * 0.7, line, size=BODY)
            self.y += step

    def table(
        self,
        columns: Sequence[Column],
        rows: Iterable[Sequence[object]],
        *,
        totals: Sequence[object] = (),
        summary: object = "",
        size: float = 10,
        row_height: float = 0,
    ) -> None:
        """A ruled table; heads are repeated on each page; ``totals`` is a last row, ``summary`` a last line.

        ``row_height`` (millimetres) leaves room to write by hand. A row is never cut by the end of a page.
        """
        self.space(1.5)
        grid = Grid(columns, width=self.width, size=size, row_height=row_height)
        head = grid.head()
        kept = [grid.row(row) for row in rows]
        kept += [grid.total(totals)] if totals else []
        kept += [grid.summary(summary)] if summary else []
        self.keep(head.height + (kept[0].height if kept else 0))
        self.y = head.draw(self.sheet, self.left, self.y)
        for row in kept:
            if row.height > self.room:
                self.new_page()
                self.y = head.draw(self.sheet, self.left, self.y)
            self.y = row.draw(self.sheet, self.left, self.y)
        self.space(3)

    def signatures(self, *blocks: Signature) -> None:
        """One to three places to sign, side by side; a single one stands at the right. They are never cut."""
        self.keep(52)
        self.y = draw_signatures(self.sheet, blocks, left=self.left, width=self.width, y=self.y + 4)

    def qr(self, data: str, *, width: float = 20) -> None:
        """A QR code in the upper right corner of this page; nothing moves for it."""
        self.sheet.qr(data, self.left + self.width - width, self.margins.top, width=width)

    def space(self, height: float) -> None:
        self.y += height

    def keep(self, height: float) -> None:
        """Begin a new page unless so many millimetres are left on this one."""
        if height > self.room:
            self.new_page()

    def new_page(self) -> None:
        self.sheet.new_page()
        self.y = self.margins.top

    def pdf(self) -> bytes:
        return self.sheet.pdf()

    def _lines(
        self, text: object, *, font: Font, size: float, align: Align, indent: float = 0, within: float = 0
    ) -> None:
        step, within = leading_of(size), within or self.width
        anchor = self.left + {Align.LEFT: 0.0, Align.CENTRE: 0.5, Align.RIGHT: 1.0}[align] * within
        for number, line in enumerate(text_lines(text, font=font, size=size, within=within - indent)):
            self.keep(step)
            shift = indent if number == 0 else 0
            self.sheet.text(anchor + shift, self.y + step * 0.7, line, font=font, size=size, align=align)
            self.y += step
