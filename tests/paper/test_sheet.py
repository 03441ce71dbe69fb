"""Pages drawn at places: the file, its facts, its codes."""

import pytest

from tests.paper.tools import facts_of, fonts_of, needs_poppler, text_of
from training.paper import (
    A4,
    A4_LANDSCAPE,
    BOLD,
    CENTRE,
    RIGHT,
    TEXT,
    TITLE,
    Sheet,
    fitting_size,
    leading_of,
    text_width,
)
from training.paper.qr import squares

HOSTILE = "<b>\ud800\u202e\x00ចាន់"


def test_the_same_drawing_gives_the_same_bytes():
    def drawn() -> bytes:
        sheet = Sheet(title="ក", demo=True)
        sheet.number_pages("ខ")
        sheet.text(20, 20, "កម្ពុជា – Ω", font=TITLE, align=RIGHT)
        sheet.qr("https://example.org/verify/1", 20, 40)
        return sheet.pdf()

    assert drawn() == drawn()


def test_a_sheet_can_be_written_twice():
    sheet = Sheet(title="ក")
    sheet.text(20, 20, "កម្ពុជា")

    assert sheet.pdf() == sheet.pdf()


@needs_poppler
def test_the_file_says_its_title_language_and_size():
    pdf = Sheet(title=f"វិញ្ញាបនបត្រ {HOSTILE}", author="ក្រសួង", language="km", size=A4_LANDSCAPE).pdf()
    facts = facts_of(pdf)

    assert facts["Title"] == "វិញ្ញាបនបត្រ <b>\ufffdចាន់"
    assert facts["Author"] == "ក្រសួង"
    assert facts["Page size"] == "841.89 x 595.276 pts (A4)"
    assert b"/Lang (km)" in pdf


@needs_poppler
def test_every_font_is_inside_the_file_and_only_once():
    sheet = Sheet(title="fonts", size=A4)
    for page in range(5):
        for hand in (TEXT, BOLD, TITLE):
            sheet.text(20, 20 + 10 * page, "កម្ពុជា Ω ᧠", font=hand)
        sheet.new_page()

    assert sorted(fonts_of(sheet.pdf())) == [
        ("KantumruyPro-Bold", True),
        ("KantumruyPro-Regular", True),
        ("Moul-Regular", True),
        ("NotoSans-Bold", True),
        ("NotoSans-Regular", True),
        ("NotoSansKhmer-Regular", True),
    ]


@needs_poppler
@pytest.mark.parametrize(
    ("language", "first", "second"),
    [("km", "ទំព័រ ១ នៃ ២", "ទំព័រ ២ នៃ ២"), ("en", "Page 1 of 2", "Page 2 of 2")],
)
def test_pages_are_numbered_in_the_language_of_the_paper(language, first, second):
    sheet = Sheet(title="two", language=language)
    sheet.number_pages("FMIS")
    sheet.new_page()

    pages = text_of(sheet.pdf()).split("\f")
    assert [page.strip().split("\n\n") for page in pages] == [["FMIS", first], ["FMIS", second], [""]]


@needs_poppler
@pytest.mark.parametrize(
    ("language", "sentence"),
    [("km", "ឯកសារសាកល្បង គ្មានតម្លៃជាផ្លូវការ"), ("en", "Demonstration, without official value")],
)
def test_a_demo_says_so_on_every_page_and_its_watermark_does_not_disturb_the_text(language, sentence):
    sheet = Sheet(title="demo", language=language, demo=True)
    sheet.new_page()

    assert [page.strip() for page in text_of(sheet.pdf()).split("\f")] == [sentence, sentence, ""]
    assert text_of(Sheet(title="real", language=language).pdf()).strip() == ""


@needs_poppler
def test_nothing_that_a_person_typed_stops_a_paper():
    sheet = Sheet(title=HOSTILE, author=HOSTILE)
    sheet.text(20, 20, HOSTILE, align=CENTRE)
    sheet.text(20, 25, "")
    sheet.text(20, 30, None)
    sheet.paragraph(20, 40, f"{HOSTILE}\n{HOSTILE}", within=50)

    assert text_of(sheet.pdf()).split() == ["<b>\ufffdចាន់", "None", "<b>\ufffdចាន់", "<b>\ufffdចាន់"]


def test_a_paragraph_returns_the_next_baseline():
    sheet = Sheet(title="lines")

    assert sheet.paragraph(20, 40, "ក\nខ\nគ", within=50, size=10) == pytest.approx(40 + 3 * leading_of(10))
    assert sheet.paragraph(20, 40, "ក\nខ\nគ", within=50, leading=5, lines=2) == 50


def test_a_line_that_is_too_wide_gets_a_smaller_size_down_to_the_smallest():
    name = "ចាន់ សុភា"
    wide = text_width(name, font=TITLE, size=30)

    assert fitting_size(name, font=TITLE, size=30, within=wide, smallest=12) == 30
    assert fitting_size(name, font=TITLE, size=30, within=wide / 2, smallest=12) == 15
    assert fitting_size(name, font=TITLE, size=30, within=wide / 10, smallest=12) == 12


def test_a_code_fills_its_square_exactly():
    boxes = squares("https://example.org/verify/ABC", x=10, y=20, width=25)

    assert (min(box[0] for box in boxes), min(box[1] for box in boxes)) == (10, 20)
    assert max(box[0] + box[2] for box in boxes) == pytest.approx(35)
    assert max(box[1] + box[3] for box in boxes) == pytest.approx(45)
