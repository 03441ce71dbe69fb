"""What is copied out of a paper is what was written on it."""

import random

import pytest

from tests.paper.hard_words import WITH_NON_JOINER, WORDS
from tests.paper.tools import needs_poppler, text_of
from training.paper import BOLD, TEXT, TITLE, Sheet, Size, readable

pytestmark = needs_poppler
LINE = 8  # millimetres
HOSTILE = 10_000
PER_PAGE = 100
TURNS = "\u202a\u202b\u202c"  # poppler puts these around what is read from right to left


def lines_of(words, font) -> list[str]:
    """The lines as poppler finds them, one for each word, on pages of a hundred."""
    sheet = Sheet(title="words", size=Size(2000, PER_PAGE * LINE + LINE))
    for number, word in enumerate(words):
        if number and number % PER_PAGE == 0:
            sheet.new_page()
        sheet.text(5, (number % PER_PAGE + 1) * LINE, word, font=font, size=8)
    pages = text_of(sheet.pdf()).split("\f")
    return [line for page in pages for line in page.splitlines() if line.strip()]


@pytest.mark.parametrize("font", [TEXT, BOLD, TITLE], ids=lambda font: font.name)
def test_every_hard_word_is_found_exactly(font):
    words = [*WORDS, *WITH_NON_JOINER]

    assert lines_of(words, font) == [word.replace("\u200b", "") for word in words]


def test_zero_width_spaces_are_not_in_the_text_that_is_copied():
    assert lines_of(["ក្រសួង\u200bសេដ្ឋកិច្ច"], TEXT) == ["ក្រសួងសេដ្ឋកិច្ច"]


def test_markup_and_formulas_stand_there_as_they_were_typed():
    names = [
        "<b>ចាន់</b>",
        "<img src=http://x/y>",
        "&amp; &lt;",
        "%s {0} $(id)",
        "\\(x\\) <<>> BT ET",
        '=HYPERLINK("x")',
    ]

    assert lines_of(names, TEXT) == names


def test_ten_thousand_hostile_names_never_raise_and_are_found_exactly():
    names = [f"«{hostile_name(random.Random(number))}»" for number in range(HOSTILE)]
    found = lines_of(names, TEXT)

    assert [pair for pair in zip(names, found, strict=True) if not same(*pair)] == []


def hostile_name(chance: random.Random) -> str:
    """Up to twelve signs of any plane, many of them controls, halves, overrides, and Khmer in wrong order."""
    pools = (
        (0, 0x20),
        (0x7F, 0xA0),
        (0x20, 0x7F),
        (0x300, 0x370),
        (0x1780, 0x1800),
        (0x19E0, 0x1A00),
        (0x2000, 0x2070),
        (0xD800, 0xE100),
        (0xF8F0, 0x10000),
        (0, 0x110000),
    )
    return "".join(chr(chance.randrange(*chance.choice(pools))) for _ in range(chance.randrange(1, 13)))


def same(name: str, found: str) -> bool:
    """Whether all signs are there in their order; poppler turns what is read from the right."""
    turned = any(sign in found for sign in TURNS)
    order = sorted if turned else list
    return order(signs(readable(name))) == order(signs(found))


def signs(text: str) -> list[str]:
    return [sign for sign in text if not sign.isspace() and sign not in TURNS]
