"""Papers that flow: tables over pages, heads repeated, signatures kept whole."""

import pytest

from tests.paper.tools import facts_of, fonts_of, needs_poppler, text_of
from training.paper import A4, CENTRE, RIGHT, Column, Document, Margins, Sheet, Signature
from training.paper.table import MOST_LINES, Grid

COLUMNS = [Column("ល.រ", 14, CENTRE), Column("គោត្តនាម-នាម"), Column("ពិន្ទុ", 25, RIGHT)]


def pages_of(document: Document) -> list[str]:
    return text_of(document.pdf(), "-layout").split("\f")[:-1]


def report(rows: int) -> Document:
    document = Document(title="របាយការណ៍", language="km")
    document.table(
        COLUMNS,
        [(number, f"ឈ្មោះទី{number}។", "៨០") for number in range(rows)],
        totals=["", "សរុប", "៩៩"],
        summary="សរុប ៩២ នាក់ (ស្រី ១៥ នាក់)",
    )
    return document


@needs_poppler
def test_a_long_table_repeats_its_head_on_each_page_and_loses_no_row():
    document = report(120)
    pages = pages_of(document)

    assert len(pages) == document.sheet.pages > 2
    assert [page.count("គោត្តនាម-នាម") for page in pages] == [1] * len(pages)
    assert [page.split()[:3] for page in pages] == [["ល.រ", "គោត្តនាម-នាម", "ពិន្ទុ"]] * len(pages)
    whole = "".join(pages)
    assert [whole.count(f"ឈ្មោះទី{number}។") for number in range(120)] == [1] * 120
    assert "សរុប ៩២ នាក់ (ស្រី ១៥ នាក់)" in pages[-1]


@needs_poppler
def test_fonts_of_a_long_paper_are_embedded_once():
    assert sorted(fonts_of(report(300).pdf())) == [
        ("KantumruyPro-Bold", True),
        ("KantumruyPro-Regular", True),
    ]


def test_a_table_of_nothing_is_its_head():
    assert report(0).sheet.pages == 1


@needs_poppler
def test_a_cell_without_end_is_cut_so_that_its_row_fits_on_a_page():
    document = Document(title="long")
    document.table([Column("ក", 30), Column("ខ")], [["x" * 5000, "ខ"]])

    assert text_of(document.pdf()).count("…") == 1
    assert document.sheet.pages == 1


def test_columns_without_width_share_what_is_left_equally():
    grid = Grid([Column("a", 20), Column("b"), Column("c")], width=170, size=10, row_height=0)

    assert grid.widths == [20, 75, 75]


def test_a_row_has_room_to_write_by_hand_when_asked():
    grid = Grid([Column("a")], width=100, size=10, row_height=11)

    assert grid.row(["ក"]).height == 11
    assert grid.row(["ក\n" * 40]).height > 11
    assert len(grid.row(["ក\n" * 40]).cells[0].lines) == MOST_LINES


def test_a_row_must_have_as_many_cells_as_there_are_columns():
    with pytest.raises(ValueError, match="longer"):
        Grid(COLUMNS, width=100, size=10, row_height=0).row(["only one"])


@needs_poppler
def test_signatures_are_never_parted():
    document = Document(title="letter")
    document.space(document.room - 20)
    document.signatures(
        Signature("អ្នករៀបចំ", "កែវ ពិសិដ្ឋ"),
        Signature("ប្រធាននាយកដ្ឋាន", "សុខ វណ្ណា", "រាជធានីភ្នំពេញ ថ្ងៃទី១៤ ខែវិច្ឆិកា ឆ្នាំ២០១៧"),
    )

    first, second = pages_of(document)
    assert "កែវ" not in first
    assert all(word in second for word in ("អ្នករៀបចំ", "កែវ ពិសិដ្ឋ", "សុខ វណ្ណា", "រាជធានីភ្នំពេញ"))


@needs_poppler
@pytest.mark.parametrize(
    ("language", "head"),
    [
        ("km", ["ព្រះរាជាណាចក្រកម្ពុជា", "ជាតិ សាសនា ព្រះមហាក្សត្រ"]),
        ("en", ["KINGDOM OF CAMBODIA", "Nation Religion King"]),
    ],
)
def test_a_letter_begins_with_kingdom_motto_institution_number_and_date(language, head):
    document = Document(title="letter", language=language)
    document.letterhead(institution=["ក្រសួង", "អគ្គនាយកដ្ឋាន"], number="១២៣", place_and_date="ភ្នំពេញ")
    lines = [line.strip() for line in pages_of(document)[0].splitlines() if line.strip()]

    number = "លេខ៖" if language == "km" else "No."
    assert lines[:4] == [*head, "ក្រសួង", "អគ្គនាយកដ្ឋាន"]
    assert lines[4].split() == [number, "១២៣", "ភ្នំពេញ"]


@needs_poppler
def test_paragraphs_go_on_to_the_next_page():
    document = Document(title="long", language="en", margins=Margins(bottom=200))
    document.title("Title", below="below")
    document.heading("Part")
    document.facts([("Course", "FMIS " * 40)])
    document.para("word " * 400, indent=10)
    document.note("note")

    pages = pages_of(document)
    assert len(pages) == 3
    assert "".join(pages).split().count("word") == 400
    assert facts_of(document.pdf())["Pages"] == str(len(pages))


def test_a_heading_does_not_stand_alone_at_the_end_of_a_page():
    document = Document(title="heading")
    document.space(document.room - 12)
    document.heading("ផ្នែក")

    assert document.sheet.pages == 2


def test_a_new_page_begins_only_when_something_does_not_fit():
    document = Document(title="room", size=A4)
    document.keep(document.room)

    assert document.sheet.pages == 1
    document.keep(document.room + 1)
    assert document.sheet.pages == 2
    assert isinstance(document.sheet, Sheet)
