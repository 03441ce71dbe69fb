"""A list of 2,000 rows with a dozen faults comes back with a dozen messages, all in one pass."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import NOON
from tests.identification.reading.making import HEADINGS, RECEIVED, xlsx_bytes
from training.courses import service as courses
from training.db import db
from training.i18n import speaking
from training.identification import reviewing, service
from training.identification.models import ListKind, ListRow
from training.organisation import service as organisation
from training.organisation.models import Unit
from training.workflow import service as workflow

ROWS = 2_000
ABOVE = 1  # rows, of headings
FAMILIES = ("សុខ", "ចាន់", "លី", "ហេង", "គឹម", "មាស", "ទូច", "ជា")
GIVEN = ("សុភា", "ដារ៉ា", "វណ្ណា", "ចន្ធូ", "រិទ្ធី", "ពិសិដ្ឋ", "កល្យាណ", "មុន្នី", "សុជាតា")
NUMBER, ID, NAME, SEX, BIRTH, ROLE = range(6)


def official(place: int) -> list[str]:
    born = date(1962, 1, 1) + timedelta(days=5 * place)
    name = f"{FAMILIES[place % 8]} {GIVEN[place % 9]}"
    return [str(place + 1), f"{9_000_000_000 + place}", name, "ប្រុស", f"{born:%d/%m/%Y}", "AP Entry"]


# Of which row (as the spreadsheet counts) which cell says what, and the fault that is.
PLANTED = {
    20: ({NAME: ""}, "E_NO_NAME"),
    117: ({NAME: "sux supha"}, "E_NAME_NOT_KHMER"),
    340: ({ID: "90123"}, "E_BAD_ID"),
    555: ({BIRTH: "31/02/1985"}, "E_DATE_IMPOSSIBLE"),
    700: ({BIRTH: "12/03/2016"}, "E_DATE_RANGE"),
    901: ({ROLE: "Chief of everything"}, "E_ROLE_UNKNOWN"),
    1102: ({ROLE: ""}, "E_NO_ROLE"),
    1255: ({ID: "", BIRTH: ""}, "E_NO_IDENTITY"),
    1400: ({ID: official(3)[ID]}, "C_ID_NAME"),
    1600: ({ID: official(7)[ID], NAME: official(7)[NAME]}, "C_ID_DOB"),
    1801: ({ID: official(9)[ID], NAME: official(9)[NAME], BIRTH: official(9)[BIRTH], SEX: "ស្រី"}, "C_ID_SEX"),
    2001: ({NAME: official(12)[NAME], BIRTH: official(12)[BIRTH]}, "C_PERSON_TWO_IDS"),
}  # fmt: skip


def spoilt_list() -> bytes:
    rows = [official(place) for place in range(ROWS)]
    for row, (cells, _) in PLANTED.items():
        for column, text in cells.items():
            rows[row - ABOVE - 1][column] = text
    return xlsx_bytes([HEADINGS, *rows])


@pytest.fixture
def rows() -> list[ListRow]:
    organisation.load_reference(date(2017, 1, 1))
    workflow.load_reference()
    courses.load_reference()
    unit = db.session.scalars(select(Unit).where(Unit.code == "MEF")).one()
    kept = service.receive(
        spoilt_list(), file_name="list.xlsx", unit=unit, kind=ListKind.FMIS_USERS, received_on=RECEIVED,
        by=None, at=NOON,
    )  # fmt: skip
    number = kept.id
    db.session.commit()
    reviewing.read_list(lambda _done, _total: None, list_id=number)
    return list(db.session.scalars(select(ListRow).where(ListRow.list_id == number).order_by(ListRow.row)))


def test_a_dozen_faults_among_2000_rows_give_a_dozen_messages_each_naming_its_row(rows):
    found = [(row.row, finding["code"]) for row in rows for finding in row.findings]

    assert len(rows) == ROWS
    assert found == [(row, code) for row, (_, code) in PLANTED.items()]


@pytest.mark.parametrize("language", ["km", "en"])
def test_each_message_is_a_sentence_of_its_own_in_the_readers_language(rows, language):
    with speaking(language):
        told = [sentence for row in reviewing.sentences(rows).values() for sentence in row]

    assert len(told) == len(set(told)) == 12
