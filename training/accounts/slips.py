"""One-time codes on paper: eight slips to a page, to be cut and handed over."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from training.i18n import _, official_date
from training.paper import BOLD, GREY, TITLE, Sheet, fitting_size

ACROSS, DOWN = 2, 4
WIDTH, HEIGHT = 90, 66  # millimetres
LEFT, TOP = 15, 14
EDGE = 5


@dataclass(frozen=True, slots=True)
class Slip:
    """What one person is handed."""

    name_km: str
    name_en: str
    user_name: str
    code: str


@dataclass(frozen=True, slots=True)
class Head:
    """What stands on every slip; without an ``address`` there is none to sign in at yet."""

    institution: str
    address: str
    until: date
    language: str
    demo: bool


def slips_pdf(slips: Sequence[Slip], *, head: Head) -> bytes:
    sheet = Sheet(title=_("One-time codes"), language=head.language, author=head.institution, demo=head.demo)
    for number, slip in enumerate(slips):
        place = number % (ACROSS * DOWN)
        if number and place == 0:
            sheet.new_page()
        row, column = divmod(place, ACROSS)
        _draw(sheet, slip, head, x=LEFT + column * WIDTH, y=TOP + row * HEIGHT)
    return sheet.pdf()


def _draw(sheet: Sheet, slip: Slip, head: Head, *, x: float, y: float) -> None:
    sheet.box(x, y, WIDTH, HEIGHT, colour=GREY)
    left, within = x + EDGE, WIDTH - 2 * EDGE
    sheet.paragraph(left, y + 8, head.institution, within=within, font=TITLE, size=8, lines=1)
    _line(sheet, slip.name_km, left, y + 17, within, size=13)
    _line(sheet, slip.name_en, left, y + 23, within, size=10)
    sheet.text(left, y + 32, _("User name"), size=8, colour=GREY)
    sheet.text(left + 34, y + 32, slip.user_name, font=BOLD, size=11)
    sheet.text(left, y + 40, _("One-time code"), size=8, colour=GREY)
    sheet.text(left + 34, y + 40, slip.code, font=BOLD, size=13)
    said = _("Until %(day)s, for one use. Then you choose your own password.", day=official_date(head.until))
    below = sheet.paragraph(left, y + 48, said, within=within, size=8, lines=2)
    if head.address:
        sheet.text(left, max(below, y + 60), head.address, size=8)


def _line(sheet: Sheet, text: str, x: float, y: float, within: float, *, size: float) -> None:
    fitting = fitting_size(text, font=BOLD, size=size, within=within, smallest=7)
    sheet.paragraph(x, y, text, within=within, font=BOLD, size=fitting, lines=1)
