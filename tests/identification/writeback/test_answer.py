"""The sender's own list back: statuses and comments are in, and nothing else has changed."""

import io
import zipfile

import openpyxl
import pytest
import python_calamine

from tests.identification.reading.making import (
    CHAN,
    HEADINGS,
    SOK,
    csv_bytes,
    ods_bytes,
    read_bytes,
    with_part,
    xlsx_bytes,
)
from tests.identification.reading.test_files import CORPUS
from training import i18n
from training.identification.reading.model import Place, Reading, Refusal
from training.identification.writeback.answer import answered
from training.identification.writeback.model import Answer, Note
from training.identification.writeback.notes import answer_to
from training.identification.writeback.safely import answer_safely

BAD = ("3", "12", "=1+1", "ប្រុស", "31/02/1990", "??")
ROWS = [["ព្រះរាជាណាចក្រកម្ពុជា"], [], HEADINGS, SOK, BAD, CHAN]
FINDINGS = Answer(
    heading="Result",
    heading_rows=(Place("List", 3),),
    notes=(
        Note(Place("List", 4), "Accepted"),
        Note(Place("List", 5), "Refused – no ID", (("B", "no ID"), ("E", "no day"), ("", "nobody"))),
    ),
)


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def cells(data: bytes) -> dict[str, list[tuple[object, ...]]]:
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in opened(data).worksheets}


def comments(data: bytes, sheet: str = "List") -> dict[str, str]:
    return {
        cell.coordinate: cell.comment.text
        for row in opened(data)[sheet].iter_rows()
        for cell in row
        if cell.comment
    }


def test_the_status_column_stands_right_of_everything():
    sheet = opened(answered(xlsx_bytes(ROWS), FINDINGS))["List"]

    assert [cell.value for cell in sheet["G"]] == [None, None, "Result", "Accepted", "Refused – no ID", None]
    assert sheet.column_dimensions["G"].width == 60


def test_a_comment_stands_on_each_cell_where_something_was_found():
    assert comments(answered(xlsx_bytes(ROWS), FINDINGS)) == {"B5": "no ID", "E5": "no day", "G5": "nobody"}


def test_nothing_else_of_the_workbook_is_touched():
    before = xlsx_bytes(ROWS, merges=["A1:F1"], hidden_rows=[6])
    after = answered(before, FINDINGS)
    with zipfile.ZipFile(io.BytesIO(before)) as old, zipfile.ZipFile(io.BytesIO(after)) as new:
        changed = {name for name in old.namelist() if old.read(name) != new.read(name)}
        added = set(new.namelist()) - set(old.namelist())

    assert changed == {"[Content_Types].xml", "xl/worksheets/sheet1.xml"}
    assert added == {
        "xl/commentsFmis_sheet1.xml",
        "xl/drawings/vmlDrawingFmis_sheet1.vml",
        "xl/worksheets/_rels/sheet1.xml.rels",
    }
    assert [row[:6] for row in cells(after)["List"]] == [row[:6] for row in cells(before)["List"]]
    assert opened(after)["List"].row_dimensions[6].hidden
    assert [str(area) for area in opened(after)["List"].merged_cells.ranges] == ["A1:F1"]


def test_the_answer_reads_like_the_list_itself():
    before = xlsx_bytes(ROWS)
    after = read_bytes(answered(before, FINDINGS))

    assert after.officials == read_bytes(before).officials
    assert [row.reasons for row in after.rejected] == [row.reasons for row in read_bytes(before).rejected]


def test_comments_and_shapes_that_are_there_stay():
    before = answered(
        xlsx_bytes(ROWS), Answer("Old", (Place("List", 3),), (Note(Place("List", 5), "x", (("B", "mine"),)),))
    )
    after = answered(before, FINDINGS)

    assert comments(after) == {"B5": "mine", "E5": "no day", "H5": "no ID\nnobody"}


def test_a_text_never_becomes_a_formula_or_markup():
    hostile = '=HYPERLINK("http://x") <b>&amp;</b> _x0041_'
    answer = Answer(
        "Result", (Place("List", 3),), (Note(Place("List", 5), hostile + "\x07", (("B", hostile),)),)
    )
    after = answered(xlsx_bytes(ROWS), answer)

    assert opened(after)["List"]["G5"].data_type == "s"
    assert (
        python_calamine.load_workbook(io.BytesIO(after)).get_sheet_by_name("List").to_python()[4][6]
        == hostile
    )
    assert comments(after)["B5"].replace("_x005F_", "_") == hostile


@pytest.mark.parametrize("writer", [csv_bytes, ods_bytes])
def test_other_kinds_come_back_as_a_workbook_with_every_text_in_its_place(writer):
    data = writer(ROWS)
    reading = read_bytes(data)
    sheet = reading.sheets[0].name
    answer = Answer("Result", (Place(sheet, 3),), (Note(Place(sheet, 5), "Refused", (("B", "no ID"),)),))
    [rows] = cells(answered(data, answer)).values()

    assert rows[2] == (*HEADINGS, "Result")
    assert rows[3] == (*SOK, None)
    assert rows[4] == (*BAD, "Refused")
    assert comments(answered(data, answer)) == {"B5": "no ID"}


def test_a_workbook_written_with_prefixes_comes_back_as_a_copy():
    with zipfile.ZipFile(io.BytesIO(xlsx_bytes(ROWS))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    prefixed = (
        sheet.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?").replace("xmlns=", "xmlns:x=")
    )
    data = with_part(xlsx_bytes(ROWS), "xl/worksheets/sheet1.xml", prefixed)

    assert cells(answered(data, FINDINGS))["List"][4] == (*BAD, "Refused – no ID")


def test_only_sheets_with_headings_are_annotated():
    data = xlsx_bytes(ROWS, name="Other")

    assert cells(answered(data, FINDINGS))["Other"][4] == BAD


@pytest.mark.parametrize(
    "name", ["FMIS_users_MOEYS_v1.xlsx", "FMIS_users_MPTC.xls", "FMIS_users_MLVT.ods", "FMIS_users_MIH.csv"]
)
def test_lists_of_the_corpus_come_back_with_a_status_for_each_person(app, name):
    data = (CORPUS / name).read_bytes()
    reading = read_bytes(data)
    with i18n.speaking("km"):
        answer = answer_to(reading)
    [rows] = cells(answered(data, answer)).values()
    statuses = [row[-1] for row in rows if row[-1]]

    assert len(statuses) == 1 + len(answer.notes)
    assert statuses[0] == "លទ្ធផលពិនិត្យ"
    assert {status.split(" – ")[0] for status in statuses[1:]} == {"ទទួលយក", "មិនទទួលយក", "ផ្អាក"}


def noted(reading: Reading) -> list[tuple[int, str, tuple[tuple[str, str], ...]]]:
    return [(note.place.row, note.status, note.comments) for note in answer_to(reading).notes]


def test_notes_say_what_becomes_of_each_person_and_why(app):
    with i18n.speaking("en"):
        notes = noted(read_bytes(xlsx_bytes([HEADINGS, SOK, ("2", "12", *CHAN[2:]), ("", "", "សរុប")])))

    why = "“12” is no civil servant ID: it must have exactly 10 digits."
    assert notes == [(2, "Row accepted", ()), (3, f"Row refused – {why}", (("B", why),))]


def test_the_register_may_say_more_than_the_reading(app):
    reading = read_bytes(xlsx_bytes([HEADINGS, SOK]))

    assert [note.status for note in answer_to(reading, statuses={Place("List", 2): "New"}).notes] == ["New"]


def test_a_child_writes_what_this_process_writes():
    data = xlsx_bytes(ROWS)

    assert cells(answer_safely(data, FINDINGS)) == cells(answered(data, FINDINGS))
    assert answer_safely(b"%PDF-1.4", FINDINGS) is Refusal.PDF
