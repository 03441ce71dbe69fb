"""Heading rows: how they are found and what they mean."""

import pytest

from training.identification.reading.headings import find_headings, meaning_of, unit_above
from training.khmer import key
from training.reference import reference

ALIASES = [(kind, alias) for kind, aliases in reference().headings.items() for alias in aliases]


def kinds(*rows: list[object]) -> list[str]:
    headings = find_headings(rows)
    assert headings is not None
    return [f"{meaning.kind} {meaning.of}".strip() for meaning in headings.meanings]


@pytest.mark.parametrize(("kind", "alias"), ALIASES)
def test_every_heading_of_the_reference_is_known_however_it_is_dressed(kind, alias):
    for text in (
        alias,
        alias.upper(),
        f" {alias} : ",
        f"{alias} (ថ្មី)",
        f"{alias}*",
        f"???\n{alias}",
        f"??? / {alias}",
    ):
        assert meaning_of(text).kind == kind, text


def test_no_two_kinds_of_columns_share_a_heading():
    assert len({key(alias) for _, alias in ALIASES}) == len({(kind, key(alias)) for kind, alias in ALIASES})


@pytest.mark.parametrize(
    ("heading", "kind"),
    [("Name\nឈ្មោះ", "name_kh"), ("ឈ្មោះ / Name", "name_kh"), ("នាម\nGiven Name", "giv_kh"), ("ID Card No.", "ignore"),
     ("តួនាទីក្នុងប្រព័ន្ធ FMIS", "role"), ("តួនាទី", "position"), ("", ""), ("Shoe size", ""), ("(Sex)", "sex")],
)  # fmt: skip
def test_a_khmer_part_of_a_heading_speaks_first(heading, kind):
    assert meaning_of(heading).kind == kind


@pytest.mark.parametrize(
    ("heading", "meaning"),
    [("AP Entry", ("mark", "AP.ENTRY")), ("AP\nEntry", ("mark", "AP.ENTRY")), ("Entry (AP)", ("mark", "AP.ENTRY")),
     ("Report Viewer", ("mark", "RPT.INQUIRY")), ("General Ledger", ("steps", "GL")), ("Accounts Payable (AP)", ("steps", "AP")),
     ("សៀវភៅធំ / General Ledger", ("steps", "GL")), ("Fixed Assets", ("steps", ""))],
)  # fmt: skip
def test_roles_and_modules_head_mark_columns(heading, meaning):
    assert meaning_of(heading) == meaning


def test_three_known_headings_with_a_name_among_them_make_a_heading_row():
    assert kinds(["No.", "Name", "Sex"]) == ["no", "name_lat", "sex"]
    assert find_headings([["No.", "Name", "Colour"]]) is None
    assert find_headings([["No.", "Sex", "Phone", "Email"]]) is None


def test_the_first_40_rows_are_searched_and_the_first_heading_row_counts():
    blank: list[object] = ["", "", ""]

    assert kinds(*[blank] * 39, ["No.", "Name", "Sex"], ["No.", "Name", "Email"]) == ["no", "name_lat", "sex"]
    assert find_headings([*[blank] * 40, ["No.", "Name", "Sex"]]) is None


def test_a_second_row_gives_steps_under_modules_and_parts_under_dates_and_sexes():
    upper: list[object] = [
        "No.",
        "Name",
        "Sex",
        "",
        "Date of Birth",
        "",
        "",
        "General Ledger",
        "",
        "Cash Management",
    ]
    lower: list[object] = ["", "", "Male", "Female", "Day", "Month", "Year", "Entry", "Review", "A"]

    assert kinds(upper, lower) == [
        "no", "name_lat", "sex_m", "sex_f", "dob_d", "dob_m", "dob_y", "mark GL.ENTRY", "mark GL.REVIEW", "mark CM.APPROVE",
    ]  # fmt: skip


def test_a_hint_below_a_date_heading_is_a_heading_row_but_no_part():
    headings = find_headings([["ល.រ", "ឈ្មោះ", "ថ្ងៃកំណើត", "ភេទ", ""], ["", "", "ថ្ងៃ/ខែ/ឆ្នាំ", "ប្រុស", "ស្រី"]])

    assert headings is not None
    assert headings.height == 2
    assert [meaning.kind for meaning in headings.meanings] == ["no", "name_kh", "dob", "sex_m", "sex_f"]


def test_a_person_below_the_headings_is_no_second_heading_row():
    headings = find_headings([["No.", "Name", "Sex", "GL"], ["1", "SOK", "ប្រុស", "E"]])

    assert headings is not None
    assert headings.height == 1


@pytest.mark.parametrize(
    ("row", "unit"),
    [(["អង្គភាព៖ អគ្គនាយកដ្ឋានថវិកា"], "អគ្គនាយកដ្ឋានថវិកា"), (["Department: Finance"], "Finance"), (["", "Unit :  Budget"], "Budget"),
     (["អង្គភាព៖", "", "រតនាគារ"], "រតនាគារ"), (["អគ្គនាយកដ្ឋាន៖ ថវិកា"], "ថវិកា"), (["លេខ៖ ១២"], ""), (["Departments: x"], "")],
)  # fmt: skip
def test_the_unit_may_stand_in_a_line_above(row, unit):
    assert unit_above([["x"], row]) == unit
