"""The certificate on paper: A4 landscape, Khmer at the left, English at the right, a code to verify it."""

from collections.abc import Sequence
from dataclasses import dataclass

from training.certificates.facts import CertificateFacts
from training.certificates.wording import Wording, wording
from training.paper import (
    A4_LANDSCAPE,
    BOLD,
    CENTRE,
    GOLD,
    GREY,
    TEXT,
    TITLE,
    Font,
    Sheet,
    draw_motto,
    leading_of,
    text_lines,
)

__all__ = ["CertificateFacts", "certificate_pdf", "certificates_pdf"]

MIDDLE = A4_LANDSCAPE.width / 2
COLUMN = 118  # millimetres, width of one language
KHMER_CENTRE = MIDDLE - 64
ENGLISH_CENTRE = MIDDLE + 64
KINGDOM = "Kingdom of Cambodia · Nation Religion King"
FOOT = 155  # where code and signature begin


@dataclass(frozen=True, slots=True)
class Side:
    """What one language says, and the hands it is written in."""

    words: Wording
    centre: float
    head_font: Font
    name_font: Font
    institution: str
    name: str
    unit: str
    course: str


def certificate_pdf(facts: CertificateFacts) -> bytes:
    """One certificate; the same facts always give the same bytes."""
    return certificates_pdf([facts])


def certificates_pdf(certificates: Sequence[CertificateFacts]) -> bytes:
    """Many certificates in one file, a page each, in the order given."""
    first = certificates[0]
    title = f"{wording(first.kind, 'km').title} {first.number}"
    sheet = Sheet(title=title, language="km", size=A4_LANDSCAPE, author=first.institution_km, demo=first.demo)
    for number, facts in enumerate(certificates):
        if number:
            sheet.new_page()
        _draw(sheet, facts)
    return sheet.pdf()


def _draw(sheet: Sheet, facts: CertificateFacts) -> None:
    _frame(sheet)
    below = draw_motto(sheet, MIDDLE, 24, size=15)
    sheet.text(MIDDLE, below + 1.5, KINGDOM, size=9, align=CENTRE, colour=GREY)
    for side in (_khmer(facts), _english(facts)):
        _draw_side(sheet, facts, side)
    sheet.line(MIDDLE, 56, MIDDLE, FOOT - 6, width=0.2, colour=GOLD)
    _draw_code(sheet, facts)
    _draw_signature(sheet, facts)


def _frame(sheet: Sheet) -> None:
    """A quiet double line in gold, which prints as grey."""
    for inset, edge in ((10, 0.7), (11.8, 0.2)):
        width, height = A4_LANDSCAPE.width - 2 * inset, A4_LANDSCAPE.height - 2 * inset
        sheet.box(inset, inset, width, height, edge=edge, colour=GOLD)


def _khmer(facts: CertificateFacts) -> Side:
    return Side(
        words=wording(facts.kind, "km"),
        centre=KHMER_CENTRE,
        head_font=TITLE,
        name_font=TITLE,
        institution=facts.institution_km,
        name=f"{facts.title_km} {facts.name_km}".strip(),
        unit=facts.unit_km,
        course=facts.course_km,
    )


def _english(facts: CertificateFacts) -> Side:
    return Side(
        words=wording(facts.kind, "en"),
        centre=ENGLISH_CENTRE,
        head_font=BOLD,
        name_font=BOLD,
        institution=facts.institution_en,
        name=f"{facts.title_en} {facts.name_latin}".strip(),
        unit=facts.unit_en,
        course=facts.course_en,
    )


def _draw_side(sheet: Sheet, facts: CertificateFacts, side: Side) -> None:
    """The sentences of one language, from the institution to the days."""
    words = side.words
    born = words.born_on(facts.birth_date) if facts.birth_date else ""
    class_line = (
        f"{words.class_.format(name=facts.class_name)} · {words.length(facts.half_days, facts.hours)}"
    )
    _lines(sheet, side, 54, side.institution, font=side.head_font, sizes=(10.5, 9))
    _lines(sheet, side, 71, words.title, font=TITLE, sizes=(25, 22, 18), most=1)
    _lines(sheet, side, 82, words.certifies)
    _name(sheet, side)
    _lines(sheet, side, 102, born, sizes=(10,))
    _lines(sheet, side, 108 if born else 104, words.of_unit.format(unit=side.unit))
    _lines(sheet, side, 121, words.achieved)
    below = _lines(sheet, side, 129, side.course, font=BOLD, sizes=(13, 11, 9))
    _lines(sheet, side, below, words.when(facts.first_day, facts.last_day), sizes=(10,))
    _lines(sheet, side, below + leading_of(10), class_line, sizes=(10,))


def _name(sheet: Sheet, side: Side) -> None:
    """The name in one line as large as fits; a very long one in small lines that still end above the unit."""
    sizes = (19, 16, 13, 11, 10)
    lines = len(text_lines(side.name, font=side.name_font, size=sizes[-1], within=COLUMN))
    _lines(sheet, side, 94 - 4 * (lines - 1), side.name, font=side.name_font, sizes=sizes, most=1)


def _lines(
    sheet: Sheet,
    side: Side,
    y: float,
    text: str,
    *,
    font: Font = TEXT,
    sizes: Sequence[float] = (11, 10, 9),
    most: int = 2,
) -> float:
    """The text in the first size in which it takes at most so many lines; nothing is ever cut off."""
    fitting = (size for size in sizes if len(text_lines(text, font=font, size=size, within=COLUMN)) <= most)
    size = next(fitting, sizes[-1])
    left = side.centre - COLUMN / 2
    return sheet.paragraph(left, y, text, within=COLUMN, font=font, size=size, align=CENTRE)


def _draw_code(sheet: Sheet, facts: CertificateFacts) -> None:
    """The code to verify, with the number and the address beside it for those without a camera."""
    left, khmer, english = 22, wording(facts.kind, "km"), wording(facts.kind, "en")
    if facts.verify_url:
        sheet.qr(facts.verify_url, left, FOOT, width=26)
    left += 30
    sheet.text(left, FOOT + 6, f"{khmer.number} {english.number} {facts.number}", font=BOLD, size=11)
    sheet.text(left, FOOT + 12.5, "សូមស្កេនកូដ ដើម្បីផ្ទៀងផ្ទាត់វិញ្ញាបនបត្រ", size=8.5, colour=GREY)
    sheet.text(left, FOOT + 17.5, "Scan the code to verify this certificate", size=8.5, colour=GREY)
    sheet.paragraph(left, FOOT + 23, facts.verify_url, within=85, size=7.5, lines=2, colour=GREY)


def _draw_signature(sheet: Sheet, facts: CertificateFacts) -> None:
    """Place, date and office in both languages; room for the hand and the stamp; the name."""
    khmer, english = wording(facts.kind, "km"), wording(facts.kind, "en")
    left, width = ENGLISH_CENTRE - COLUMN / 2, COLUMN
    lines = (
        (FOOT - 3, khmer.place_and_date(facts.place_km, facts.issued_on), TEXT, 10),
        (FOOT + 2.5, english.place_and_date(facts.place_en, facts.issued_on), TEXT, 9),
        (FOOT + 8.5, facts.signatory_title_km, BOLD, 11),
        (FOOT + 13.5, facts.signatory_title_en, TEXT, 9.5),
        (FOOT + 34, " · ".join(filter(None, (facts.signatory_name_km, facts.signatory_name_en))), BOLD, 11),
    )
    for y, text, font, size in lines:
        sheet.paragraph(left, y, text, within=width, font=font, size=size, align=CENTRE, lines=1)
