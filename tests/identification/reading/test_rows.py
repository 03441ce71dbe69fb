"""Which rows are people, and what is made of the others."""

import io

import pytest
import xlsxwriter

from tests.identification.reading.making import (
    CHAN,
    HEADINGS,
    SOK,
    add_sheet,
    csv_bytes,
    ods_bytes,
    one_row,
    read_bytes,
    read_rows,
    xlsx_bytes,
)
from training.identification.reading.model import BETWEEN_CELLS, Fate, ListKind, Reading, RowKind
from training.identification.reading.texts import Texts

WITH_UNIT = (*HEADINGS, "អង្គភាព", "តួនាទី", "ការិយាល័យ")
LETTERED = ("ល.រ", "ឈ្មោះ", "អត្តលេខ", "General Ledger", "Cash Management")


def kinds(reading: Reading) -> list[str]:
    return [f"{row.row} {row.kind.value}" for row in reading.rows]


def units(reading: Reading) -> list[str]:
    return [official.person.unit for official in reading.officials]


def errors(reading: Reading) -> list[tuple[int, tuple[str, ...]]]:
    return [(row.row, row.reasons) for row in reading.rejected]


def codes(reading: Reading) -> list[str]:
    return [finding.code for finding in reading.findings]


@pytest.mark.parametrize(
    ("headings", "cells", "wanted"),
    [
        (HEADINGS, ("1", "", "", "ប្រុស", "12/03/1985", "AP Entry"), ("E_NO_NAME", "E_NO_IDENTITY")),
        (HEADINGS, ("1", "9012345678", "dYg suxum", "ប្រុស", "12/03/1985", "AP Entry"), ("E_NAME_NOT_KHMER",)),
        (HEADINGS, ("1", "9012345678", "?????", "ប្រុស", "12/03/1985", "AP Entry"), ("E_NAME_NOT_KHMER",)),
        (HEADINGS, ("1", "90123", "សុខ", "ប្រុស", "12/03/1985", "AP Entry"), ("E_BAD_ID",)),
        (HEADINGS, ("1", "90123", "សុខ", "", "", "AP Entry"), ("E_BAD_ID", "E_NO_IDENTITY")),
        (HEADINGS, ("1", "9012345678", "សុខ", "ប្រុស", "31/06/1985", "AP Entry"), ("E_DATE_IMPOSSIBLE",)),
        (HEADINGS, ("1", "9012345678", "សុខ", "ប្រុស", "12/03/2012", "AP Entry"), ("E_DATE_RANGE",)),
        (HEADINGS, ("1", "9012345678", "សុខ", "ប្រុស", "12/03/1985", "FMIS"), ("E_ROLE_UNKNOWN",)),
        (HEADINGS, ("1", "9012345678", "សុខ", "ប្រុស", "12/03/1985", "-"), ("E_NO_ROLE",)),
        (HEADINGS, ("1", "", "សុខ", "ប្រុស", "1985", "AP Entry"), ("E_NO_IDENTITY",)),
        (HEADINGS, ("1", "-", "សុខ", "", "12/03/1985", "AP Entry"), ("E_NO_IDENTITY",)),
        (LETTERED, ("1", "សុខ", "9012345678", "x", ""), ("E_ROLE_UNKNOWN",)),
        (LETTERED, ("1", "សុខ", "9012345678", "", "Z"), ("E_ROLE_UNKNOWN",)),
    ],
)
def test_each_error_rejects_its_row(headings, cells, wanted):
    assert errors(one_row(headings, cells)) == [(2, wanted)]


def test_all_errors_of_a_row_and_of_all_rows_are_found_in_one_pass():
    rows = [HEADINGS, ("1", "12", "Limon", "", "31/02/1990", "?"), SOK, ("2", "", "", "", "", "AP Entry; ?")]

    assert errors(read_rows(rows)) == [
        (2, ("E_BAD_ID", "E_NAME_NOT_KHMER", "E_DATE_IMPOSSIBLE", "E_NO_IDENTITY", "E_ROLE_UNKNOWN")),
        (4, ("E_NO_NAME", "E_NO_IDENTITY", "E_ROLE_UNKNOWN")),
    ]


def test_a_latin_name_alone_is_a_name():
    rows = [
        ("No.", "Civil Servant ID", "Full Name", "FMIS Role"),
        ("1", "9012345678", "Sok Sophea", "AP Entry"),
    ]

    assert [official.person.latin_name for official in read_rows(rows).officials] == ["SOK SOPHEA"]


def test_a_foundation_list_needs_no_role_and_reads_none():
    reading = read_rows(
        [HEADINGS, SOK, ("2", "9012345679", "ចាន់ ធីតា", "ស្រី", "01/02/1990", "??")], kind=ListKind.IT_FOUNDATION
    )

    assert [official.person.roles for official in reading.officials] == [(), ()]


def test_a_row_with_an_error_keeps_what_could_be_read_and_its_text():
    row = one_row(HEADINGS, ("1", "9012345678", "សុខ សុភា", "ប្រុស", "31/06/1985", "AP Entry")).rejected[0]

    assert row.cells == ("1", "9012345678", "សុខ សុភា", "ប្រុស", "31/06/1985", "AP Entry")
    assert row.person is not None
    assert (row.person.official_id, row.person.khmer_name, row.person.roles) == (
        "9012345678",
        "សុខ សុភា",
        ("AP.ENTRY",),
    )


def test_findings_name_sheet_row_column_heading_and_text():
    reading = read_bytes(xlsx_bytes([HEADINGS, ("1", "90123", *SOK[2:])], first_cell=(4, 2), name="បញ្ជី"))

    assert [finding[:6] for finding in reading.findings] == [("E_BAD_ID", "បញ្ជី", 6, "D", "អត្តលេខ", "90123")]


@pytest.mark.parametrize(
    ("at", "cell", "code"),
    [(1, 912345678, "W_ID_PADDED"), (3, "", "W_SEX_MISSING"), (4, "1985", "W_DATE_PARTIAL"), (4, 31118, "W_DATE_SERIAL"),
     (4, "12/03/85", "W_DATE_2DIGIT"), (4, "12/03/2528", "W_DATE_BE"), (3, "=#N/A", "W_CELL_ERROR"), (2, "លោក សុខ", "")],
)  # fmt: skip
def test_each_warning_is_shown_and_rejects_nothing(at, cell, code):
    row = [*SOK[:at], cell, *SOK[at + 1 :]]
    reading = read_bytes(xlsx_bytes([HEADINGS, row]))

    assert len(reading.officials) == 1
    assert [found for found in codes(reading) if found != "W_SEX_MISSING" or code == found] == (
        [code] if code else []
    )


def test_warnings_of_phone_email_names_and_titles():
    headings = ("អត្តលេខ", "ឈ្មោះ", "Full Name", "Sex", "Phone", "Email", "Role in FMIS")
    reading = read_rows([headings, ("9012345678", "", "Mrs Sok", "", "12", "a@b", "AP Entry")])

    assert codes(reading) == ["W_NO_KHMER_NAME", "W_SEX_FROM_TITLE", "W_PHONE_BAD", "W_EMAIL_BAD"]
    assert reading.officials[0].person.sex == "F"


def test_unknown_columns_are_ignored_and_named_and_known_useless_ones_are_not():
    reading = read_rows([(*HEADINGS, "Shoe size", "Remarks"), (*SOK, "42", "x")])

    assert [(f.code, f.column, f.heading) for f in reading.findings] == [
        ("N_COLUMN_IGNORED", "G", "Shoe size")
    ]


def test_sections_give_the_unit_of_the_rows_below_them():
    rows = [HEADINGS, ("ក. នាយកដ្ឋានថវិកា",), SOK, ("", "II) Department of Finance (3)"), CHAN]

    assert units(read_rows(rows)) == ["នាយកដ្ឋានថវិកា", "Department of Finance"]


@pytest.mark.parametrize(
    "text",
    ["១. រតនាគារខេត្តកែប", "1- រតនាគារខេត្តកែប", "ក/ រតនាគារខេត្តកែប", "IV. រតនាគារខេត្តកែប", "a) រតនាគារខេត្តកែប", "១.២. រតនាគារខេត្តកែប",
     "១ រតនាគារខេត្តកែប", "ក រតនាគារខេត្តកែប", "រតនាគារខេត្តកែប (២ នាក់)", "អង្គភាព៖ រតនាគារខេត្តកែប", "រតនាគារ\u200bខេត្តកែប"],
)  # fmt: skip
def test_numbers_letters_and_brackets_are_no_part_of_a_section(text):
    person = read_rows([HEADINGS, (text,), SOK]).officials[0].person

    assert (person.unit, person.org) == ("រតនាគារខេត្តកែប", "TRY-23")


def test_a_single_text_right_of_the_name_is_no_section():
    assert kinds(read_rows([HEADINGS, SOK, ("", "", "", "ប្រុស")])) == ["2 person", "3 person"]


@pytest.mark.parametrize("mark", ['"', "''", "〃", "//", "ដូចលើ", "ដូចខាងលើ", "Ditto"])
def test_a_ditto_mark_means_the_cell_of_the_person_row_above(mark):
    rows = [
        WITH_UNIT,
        (*SOK, "នាយកដ្ឋានថវិកា", "មន្ត្រី", "ការិយាល័យ ១"),
        ("ខ. អង្គភាពផ្សេង",),
        (*CHAN, mark, mark, mark),
    ]
    person = read_rows(rows).officials[1].person

    assert (person.unit, person.position, person.office) == ("នាយកដ្ឋានថវិកា", "មន្ត្រី", "ការិយាល័យ ១")


def test_a_ditto_mark_reaches_over_rejected_rows_and_other_ditto_marks():
    bad = ("2", "1", "ម៉ៅ", "ស្រី", "01/02/1990", "AP Entry", '"', '"', "ការិយាល័យ ២")
    rows = [WITH_UNIT, (*SOK, "នាយកដ្ឋានថវិកា", "មន្ត្រី", "ការិយាល័យ ១"), bad, (*CHAN, '"', '"', '"')]
    person = read_rows(rows).officials[1].person

    assert (person.unit, person.position, person.office) == ("នាយកដ្ឋានថវិកា", "មន្ត្រី", "ការិយាល័យ ២")


def test_a_vertical_merge_gives_its_unit_to_all_its_rows_and_to_no_other():
    other = ("3", "9012345680", "ម៉ៅ សុធា", "ប្រុស", "01/02/1991", "GL Entry")
    rows = [WITH_UNIT, (*SOK, "នាយកដ្ឋានថវិកា"), CHAN, (*other, "")]

    assert units(read_bytes(xlsx_bytes(rows, merges=["G2:G3"]))) == [
        "នាយកដ្ឋានថវិកា",
        "នាយកដ្ឋានថវិកា",
        "ក្រសួងសេដ្ឋកិច្ច និងហិរញ្ញវត្ថុ",
    ]


def test_a_number_alone_beside_a_merged_unit_is_no_person():
    rows = [WITH_UNIT, (*SOK, "នាយកដ្ឋានថវិកា"), ("2",), ("៣",), CHAN]

    assert len(read_bytes(xlsx_bytes(rows, merges=["G2:G5"])).rows) == 2


def test_without_any_unit_the_sender_is_the_unit():
    person = read_rows([HEADINGS, SOK], org="PDEF-12").officials[0].person

    assert (person.unit, person.org) == ("មន្ទីរសេដ្ឋកិច្ច និងហិរញ្ញវត្ថុរាជធានីភ្នំពេញ", "PDEF-12")


@pytest.mark.parametrize(
    "unit",
    ["អគ្គនាយកដ្ឋានរតនាគារជាតិ", "General Department of National Treasury", "អគ្គនាយកដ្ឋាន រតនា\u200bគារជាតិ"],
)
def test_the_name_of_an_organisation_as_unit_makes_it_the_org_of_the_row(unit):
    assert read_rows([WITH_UNIT, (*SOK, unit)]).officials[0].person.org == "GDNT"


def test_continuation_rows_add_roles_to_the_person_above():
    rows = [
        HEADINGS,
        (*SOK[:5], ""),
        ("", "", "", "", "", "GL Review"),
        ("", "", "", "", "", "AP Entry, Review"),
        CHAN,
    ]
    reading = read_rows(rows)

    assert [official.person.roles for official in reading.officials] == [
        ("AP.ENTRY", "AP.REVIEW", "GL.REVIEW"),
        ("GL.REVIEW",),
    ]
    assert [place.row for place in reading.officials[0].rows] == [2, 3, 4]
    assert [row.official for row in reading.rows] == [0, 0, 0, 1]


def test_continuation_rows_of_a_repeated_person_are_no_repeats_of_their_own():
    more = ("", "", "", "", "", "GL Review")
    reading = read_rows([HEADINGS, SOK, more, SOK, more])

    assert [[place.row for place in relation.places] for relation in reading.duplicates] == [[2, 4]]
    assert [place.row for place in reading.officials[0].rows] == [2, 3, 4, 5]


def test_a_continuation_row_under_a_rejected_or_held_row_is_not_listed():
    bad = ("1", "12", "សុខ", "ប្រុស", "12/03/1985", "AP Entry")
    more = ("", "", "", "", "", "GL Review")
    conflict = ("3", SOK[1], "ម៉ៅ", "ប្រុស", "12/03/1985", "AP Entry")
    reading = read_rows([HEADINGS, bad, more, SOK, conflict, more])

    assert errors(reading) == [(2, ("E_BAD_ID",))]
    assert [(row.row, row.reasons) for row in reading.held] == [(5, ("C_ID_NAME",))]
    assert [row.fate for row in reading.rows] == [
        Fate.REJECTED,
        Fate.SKIPPED,
        Fate.ACCEPTED,
        Fate.HELD,
        Fate.SKIPPED,
    ]
    assert reading.officials[0].person.roles == ("AP.ENTRY",)


def test_a_continuation_row_that_cannot_be_read_is_rejected_alone():
    reading = read_rows([HEADINGS, SOK, ("", "", "", "", "", "FMIS")])

    assert errors(reading) == [(3, ("E_ROLE_UNKNOWN",))]
    assert reading.officials[0].person.roles == ("AP.ENTRY",)


def test_hidden_rows_are_held_and_not_imported():
    reading = read_bytes(xlsx_bytes([HEADINGS, SOK, CHAN], hidden_rows=[3]))

    assert [(row.row, row.reasons, row.hidden) for row in reading.held] == [(3, ("H_HIDDEN",), True)]
    assert len(reading.officials) == 1
    assert codes(reading) == ["H_HIDDEN"]


def test_hidden_columns_are_read_as_usual():
    assert read_bytes(xlsx_bytes([HEADINGS, SOK], hidden_columns=["B:D"])) == read_bytes(
        xlsx_bytes([HEADINGS, SOK])
    )


def test_hidden_sheets_and_sheets_without_headings_are_passed_over():
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file)
    add_sheet(book, [["Code", "Meaning"], ["AP", "Accounts Payable"]], name="Codes")
    for name, row in (("One", SOK), ("Secret", ("9", "9099999999", *SOK[2:])), ("Two", CHAN)):
        add_sheet(book, [HEADINGS, row], name=name)
    book.worksheets()[2].hide()
    book.add_chartsheet("Chart")
    book.worksheets()[0].activate()
    book.close()

    assert [tuple(official.rows[0]) for official in read_bytes(file.getvalue()).officials] == [
        ("One", 2),
        ("Two", 2),
    ]


def test_hidden_sheets_of_an_ods_are_passed_over():
    reading = read_bytes(ods_bytes([HEADINGS, SOK], hidden=[HEADINGS, CHAN]))

    assert [sheet.name for sheet in reading.sheets] == ["List"]


@pytest.mark.parametrize("word", ["សរុបរួម៖ ២ នាក់", "សរុប", "Total: 2", "SUB-TOTAL", "Subtotal 2"])
def test_totals_are_no_people(word):
    assert kinds(read_rows([HEADINGS, SOK, ("", "", word, "1"), CHAN])) == ["2 person", "3 total", "4 person"]


@pytest.mark.parametrize(
    "word",
    ["អ្នករៀបចំ", "បានឃើញ និងឯកភាព", "រាជធានីភ្នំពេញ ថ្ងៃទី១២", "Phnom Penh, 12 March", "prepared by:", "ធ្វើនៅកែប"],
)
def test_nothing_below_the_first_footer_is_read(word):
    assert kinds(read_rows([HEADINGS, SOK, ("", "", "", word), CHAN])) == ["2 person", "3 footer"]


def test_a_footer_word_above_the_first_person_ends_nothing():
    assert kinds(read_rows([HEADINGS, ("", "", "Prepared by MEF"), SOK]))[-1] == "3 person"


def test_a_step_that_is_a_footer_word_is_a_role():
    headings = ("ល.រ", "អត្តលេខ", "ឈ្មោះ", "Module", "Step")
    rows = [headings, ("1", "9012345678", "សុខ", "AP", "អ្នករៀបចំ"), ("", "", "", "GL", "អ្នករៀបចំ"), ("", "", "", "", "អ្នករៀបចំ"),
            ("2", "9012345679", "ចាន់", "AP", "Entry")]  # fmt: skip
    reading = read_rows(rows)

    assert reading.officials[0].person.roles == ("AP.ENTRY", "GL.ENTRY")
    assert kinds(reading) == ["2 person", "3 continuation", "4 footer"]


def test_the_row_of_a_person_is_no_footer_even_if_its_role_cannot_be_read():
    headings = ("ល.រ", "អត្តលេខ", "ឈ្មោះ", "Module", "Step")
    rows = [headings, ("1", "9012345678", "សុខ", "AP", "Entry"), ("2", "9012345679", "ចាន់", "Inventory", "អ្នករៀបចំ"),
            ("3", "9012345680", "ម៉ៅ", "AP", "Entry")]  # fmt: skip

    assert errors(read_rows(rows)) == [(3, ("E_ROLE_UNKNOWN",))]
    assert len(read_rows(rows).officials) == 2


def test_a_signature_in_a_module_column_is_a_footer_where_another_footer_word_stands_beside_it():
    rows = [LETTERED, ("1", "សុខ", "9012345678", "E", ""), ("", "បានឃើញ", "", "", "អ្នករៀបចំ"), ("", "ចាន់ ធីតា")]

    assert kinds(read_rows(rows)) == ["2 person", "3 footer"]


def test_headings_repeated_in_another_wording_are_headings():
    rows = [HEADINGS, SOK, ("ល.រ", "Civil Servant ID", "Khmer Name", "Sex"), CHAN]

    assert kinds(read_rows(rows)) == ["2 person", "3 heading", "4 person"]


def test_a_sheet_may_begin_anywhere_and_rows_are_counted_as_shown():
    reading = read_bytes(xlsx_bytes([HEADINGS, SOK, [], CHAN], first_cell=(10, 5)))

    assert [official.rows[0].row for official in reading.officials] == [12, 14]
    assert reading.sheets[0].heading_row == 11
    assert [column.letter for column in reading.sheets[0].columns] == list("FGHIJK")


def test_ragged_rows_of_text_files_are_read():
    reading = read_bytes(csv_bytes([HEADINGS, (*SOK, "", "", "more"), SOK[:3]]))

    assert kinds(reading) == ["2 person", "3 person"]


def test_texts_that_hold_the_separator_of_kept_rows_do_not_shift_their_cells():
    texts, row = Texts().of_row(["1", f"a{BETWEEN_CELLS}b", 3.0])

    assert texts == ["1", "a b", "3"]
    assert row.split(BETWEEN_CELLS) == ["1", "a b", "3"]


def test_every_row_that_is_not_blank_is_listed_with_its_kind():
    assert {row.kind for row in read_rows([HEADINGS, SOK, [], ("Total",), ("1",)]).rows} == {
        RowKind.PERSON,
        RowKind.TOTAL,
    }
