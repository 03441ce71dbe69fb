"""The sender takes his own file back through the page, with what became of each row; nobody else is named."""

import io

import openpyxl
import pytest
from bs4 import BeautifulSoup
from sqlalchemy import select

from tests.factories import NOON, make_user
from tests.identification.reading.making import CHAN, HEADINGS, SOK, csv_bytes, ods_bytes, xlsx_bytes
from tests.identification.test_life_of_a_list import RECEIVED, known, reference, rows_of, unit  # noqa: F401
from tests.identification.test_working import long_lists  # noqa: F401
from training.db import db
from training.identification import answering, reviewing, service
from training.identification.applying import apply
from training.identification.models import ListAnswer, ListKind, ListState, RowDecision
from training.identification.reading.read import read
from training.jobs import Job, JobState
from training.khmer import name_key
from training.permissions import Role

BAD = ("3", "12", "=1+1", "ប្រុស", "31/02/1990", "??")
ROWS = [["ព្រះរាជាណាចក្រកម្ពុជា"], [], HEADINGS, SOK, BAD, CHAN]


def received(content: bytes, *, code: str = "MOH", name: str = "list.xlsx"):
    kept = service.receive(
        content, file_name=name, unit=unit(code), kind=ListKind.FMIS_USERS, received_on=RECEIVED, by=None,
        at=NOON,
    )  # fmt: skip
    reviewing.review(kept, read(content, org=code, kind=kept.kind, received=RECEIVED))
    db.session.commit()
    return kept


def answered(browser, kept) -> tuple[dict[int, str], dict[str, str], openpyxl.Workbook]:
    """The statuses by row, the comments by cell, and the whole book."""
    sent = browser.get(f"/lists/{kept.id}/answer")
    assert (sent.status_code, sent.headers["Content-Disposition"]) == (
        200, f'attachment; filename="list-{kept.id}-results.xlsx"'
    )  # fmt: skip
    book = openpyxl.load_workbook(io.BytesIO(sent.data))
    sheet = book.worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row]
    last = sheet.max_column
    statuses = {row: sheet.cell(row, last).value for row in range(1, sheet.max_row + 1)}
    comments = {cell.coordinate: cell.comment.text for cell in cells if cell.comment}
    return {row: said for row, said in statuses.items() if said}, comments, book


@pytest.mark.parametrize("made", [xlsx_bytes, csv_bytes, ods_bytes])
def test_every_kind_of_file_comes_back_with_a_status_for_each_row(made, browser_of):
    kept = received(made([HEADINGS, SOK, CHAN]))

    statuses, comments, book = answered(browser_of(make_user()), kept)

    assert statuses == {1: "Result of the check", 2: "New official", 3: "New official"}
    assert comments == {}
    assert [cell.value for cell in book.worksheets[0][2]][:3] == list(SOK[:3])


def test_a_hard_file_has_a_comment_on_each_cell_where_something_was_found(browser_of):
    kept = received(xlsx_bytes(ROWS, merges=["A1:F1"], hidden_rows=[6]))

    statuses, comments, book = answered(browser_of(make_user()), kept)

    assert statuses[4] == "New official"
    assert statuses[5].startswith("Row refused – ")
    assert statuses[6].startswith("Row on hold – ")
    assert sorted(comments) == ["B5", "C5", "E5", "F5", "G5", "G6"]
    assert [str(merged) for merged in book.worksheets[0].merged_cells.ranges] == ["A1:F1"]
    assert book.worksheets[0].row_dimensions[6].hidden


def test_what_a_hostile_file_holds_stays_text(browser_of):
    evil = ("3", "12", '=HYPERLINK("http://evil","x")', "ប្រុស", "<script>", "@SUM(1)")
    kept = received(csv_bytes([HEADINGS, SOK, evil]), name='../../x".csv')

    statuses, comments, book = answered(browser_of(make_user()), kept)

    sheet = book.worksheets[0]
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value is not None} == {"s"}
    assert sheet["C3"].value == evil[2]
    assert statuses[3].startswith("Row refused")
    assert "E3" in comments


def test_the_comments_speak_the_language_of_the_reader(browser_of):
    kept, browser = received(xlsx_bytes([HEADINGS, SOK])), browser_of(make_user())
    with browser.session_transaction() as session:
        session["language"] = "km"

    statuses, _comments, _book = answered(browser, kept)

    assert statuses == {1: "លទ្ធផលពិនិត្យ", 2: "មន្ត្រីថ្មី"}


def test_a_change_is_told_with_old_and_new(browser_of):
    known(
        unit=unit("MOH"),
        staff_id=SOK[1],
        name_km=SOK[2],
        name_key=name_key(SOK[2]),
        sex=None,
        birth_date=None,
    )
    kept = received(xlsx_bytes([HEADINGS, SOK]))

    statuses, _comments, _book = answered(browser_of(make_user()), kept)

    assert statuses[2].startswith("Known, with changes – ")
    assert "Birth date: – → 1985-03-12" in statuses[2]


def test_nobody_of_another_ministry_is_told_of_in_the_file(browser_of):
    known(unit=unit("MOE"), staff_id=SOK[1], name_km="ចាន់ ដារ៉ា", name_key=name_key("ចាន់ ដារ៉ា"))
    kept = received(xlsx_bytes([HEADINGS, SOK]))
    focal = browser_of(make_user(Role.FOCAL, unit=unit("MOH")))

    statuses, comments, _book = answered(focal, kept)

    told = str(reviewing.CONFLICTS["H_OTHER_MINISTRY"])
    assert statuses[2] == f"Row on hold – {told}"
    assert comments == {"G2": told}


def test_a_list_of_another_ministry_is_not_found(browser_of):
    kept = received(xlsx_bytes([HEADINGS, SOK]))
    focal = browser_of(make_user(Role.FOCAL, unit=unit("MOE")))

    assert focal.get(f"/lists/{kept.id}/answer").status_code == 404
    assert focal.send(f"/lists/{kept.id}/answer").status_code == 404


def test_an_applied_list_says_what_was_applied_and_what_was_held_back(browser_of):
    kept = received(xlsx_bytes([HEADINGS, SOK, CHAN]))
    service.decide(rows_of(kept)[1], decision=RowDecision.HOLD, by=None, at=NOON)
    apply(kept, by=None, on=RECEIVED, at=NOON)
    db.session.commit()

    statuses, _comments, _book = answered(browser_of(make_user()), kept)

    assert (statuses[2], statuses[3]) == ("New official, applied", "New official, held back, not applied")


def test_a_file_that_could_not_be_read_has_no_answer(browser_of):
    kept = received(b"%PDF-1.4 nothing")

    assert kept.state is ListState.REFUSED
    assert browser_of(make_user()).get(f"/lists/{kept.id}/answer").status_code == 409
    with pytest.raises(answering.CannotBeAnswered):
        answering.answer(kept)


@pytest.mark.parametrize(("spoken", "said"), [("en", "This is a PDF"), ("km", "PDF")])
def test_why_a_file_could_not_be_read_stands_on_its_page_in_the_readers_language(browser_of, spoken, said):
    kept, browser = received(b"%PDF-1.4 nothing"), browser_of(make_user())
    with browser.session_transaction() as session:
        session["language"] = spoken

    note = BeautifulSoup(browser.get(f"/lists/{kept.id}").text, "html.parser").select_one(".note--warn").text

    assert said in note
    assert ("This is" in note) is (spoken == "en")


def test_a_file_that_is_damaged_since_is_refused_with_a_sentence():
    kept = received(xlsx_bytes([HEADINGS, SOK]))
    file = db.session.get_one(answering.ListFile, kept.id)
    file.content = file.content[:100]
    db.session.commit()

    with pytest.raises(answering.AnswerFailed, match="damaged"):
        answering.answer(kept)


def test_a_long_list_is_answered_by_a_worker_and_kept_until_something_is_decided(long_lists, browser_of):  # noqa: F811
    kept, browser = received(xlsx_bytes([HEADINGS, SOK, CHAN])), browser_of(make_user())

    assert browser.get(f"/lists/{kept.id}/answer").status_code == 303
    assert browser.send(f"/lists/{kept.id}/answer").status_code == 303
    assert "The list is being written with its results." in browser.get(f"/lists/{kept.id}").text
    job = db.session.scalars(select(Job)).one()
    db.session.commit()
    answering.answer_list(lambda _done, _total: None, **job.arguments)
    job.state = JobState.DONE
    db.session.commit()
    assert answered(browser, kept)[0][3] == "New official"

    row = rows_of(kept)[0]
    browser.send(f"/lists/{kept.id}/rows/{row.id}/decision", {"decision": "hold"})
    assert browser.get(f"/lists/{kept.id}/answer").status_code == 303
    assert db.session.scalars(select(ListAnswer.language)).all() == ["en"]
