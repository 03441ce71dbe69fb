"""Print against Chromium: the hard words, drawn by both from the same font files."""

import numpy as np
import pytest
from reportlab.pdfbase.pdfmetrics import getFont

from tests.paper.golden import (
    BASELINE,
    CELL,
    COLUMNS,
    FINER,
    FONTS,
    INDENT,
    PAGE_ROWS,
    SAME,
    SIZE,
    golden,
    ink,
    misses,
    place,
)
from tests.paper.hard_words import WORDS
from tests.paper.tools import needs_poppler, pictures_of
from training.paper import Font, Sheet, Size
from training.paper.brush import Brush
from training.paper.fonts import face
from training.paper.shaping import COENG

MILLIMETRE = 72 / 25.4  # points, which are pixels of the golden pictures
PAGE = Size(CELL[0] * COLUMNS / MILLIMETRE, CELL[1] * PAGE_ROWS / MILLIMETRE)

pytestmark = needs_poppler


def drawn(sheet: Sheet) -> np.ndarray:
    pages = pictures_of(sheet.pdf(), resolution=72 * FINER)
    return ink_of_all(pages)


def ink_of_all(pages) -> np.ndarray:
    return np.vstack([ink(page.reduce(FINER)) for page in pages])


def places():
    """Each word with its page and its place there in millimetres."""
    for number, word in enumerate(WORDS):
        x, y = place(number)
        page, y = divmod(y, CELL[1] * PAGE_ROWS)
        yield page, word, (x + INDENT) / MILLIMETRE, (y + BASELINE) / MILLIMETRE


def sheet_of_words(write) -> Sheet:
    sheet = Sheet(title="hard words", size=PAGE)
    for page, word, x, y in places():
        if page == sheet.pages:
            sheet.new_page()
        write(sheet, x, y, word)
    return sheet


def test_there_are_enough_hard_words():
    assert len(set(WORDS)) == len(WORDS)
    assert len(WORDS) >= 200


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.name)
def test_print_shows_every_hard_word_as_the_browser_does(font):
    sheet = sheet_of_words(lambda sheet, x, y, word: sheet.text(x, y, word, font=font, size=SIZE))
    missed = misses(drawn(sheet), golden(font.name))

    assert {word: part for word, part in missed.items() if part > SAME} == {}


@pytest.mark.parametrize("font", FONTS, ids=lambda font: font.name)
def test_the_comparison_sees_a_text_that_was_not_shaped(font):
    """The positive control: letters set one after the other, as software without Khmer does."""
    sheet = sheet_of_words(lambda sheet, x, y, word: sheet._mark(unshaped(word, font, x=x, y=y)))
    missed = misses(drawn(sheet), golden(font.name))

    assert [word for word in WORDS if COENG in word and missed[word] <= SAME] == []


def unshaped(word: str, font: Font, *, x: float, y: float):
    def mark(brush: Brush) -> None:
        pdf_font = getFont(face(font.faces[0]).name)
        brush._canvas.setFont(pdf_font.fontName, SIZE)
        brush._canvas.setFillColorRGB(0, 0, 0)
        brush._canvas.drawString(x * MILLIMETRE, (brush.height - y) * MILLIMETRE, word)

    return mark
