"""Rows of one file that are the same person, and rows that only seem to be."""

import pytest

from tests.identification.reading.making import read_rows
from training.identification.reading.model import Reading

HEADINGS = ("អត្តលេខ", "ឈ្មោះ", "ភេទ", "ថ្ងៃកំណើត", "ទូរស័ព្ទ", "FMIS Role")
ID, OTHER_ID = "9012345678", "9087654321"
BORN = "12/03/1985"


def rows(*people: tuple[str, str, str, str, str]) -> Reading:
    """Rows of ID, name, sex, birth date and role, from row 2 on."""
    return read_rows([HEADINGS, *((i, name, sex, born, "", role) for i, name, sex, born, role in people)])


def summary(reading: Reading) -> dict[str, object]:
    return {
        "officials": [[place.row for place in official.rows] for official in reading.officials],
        "held": [(row.row, row.reasons[0]) for row in reading.held],
        "relations": [
            (relation.kind, [place.row for place in relation.places])
            for relation in (*reading.duplicates, *reading.conflicts, *reading.suggestions)
        ],
    }


@pytest.mark.parametrize(
    ("first", "second", "wanted"),
    [
        pytest.param(
            (ID, "សុខ សុភា", "ស", BORN, "AP Entry"), (ID, "សុខ\u200bសុភា", "ស", "1985-03-12", "GL Entry"),
            {"officials": [[2, 3]], "held": [], "relations": []}, id="same ID"),
        pytest.param(
            (ID, "សុខ សុភា", "ស", BORN, "AP Entry"), (ID, "លោកស្រីសុខ សុភា", "", "", "AP Entry"),
            {"officials": [[2, 3]], "held": [], "relations": [("D_REPEAT", [2, 3])]}, id="same ID, nothing new"),
        pytest.param(
            (ID, "សុខ សុភា", "ស", BORN, "AP Entry"), (ID, "សុខ សុភាព", "ស", BORN, "GL Entry"),
            {"officials": [[2]], "held": [(3, "C_ID_NAME")], "relations": [("C_ID_NAME", [2, 3])]}, id="typing error"),
        pytest.param(
            (ID, "សុខ សុភា", "ស", BORN, "AP Entry"), (ID, "សុខ សុភា", "ស", "13/03/1985", "GL Entry"),
            {"officials": [[2]], "held": [(3, "C_ID_DOB")], "relations": [("C_ID_DOB", [2, 3])]}, id="other birth date"),
        pytest.param(
            (ID, "សុខ សុភា", "ស", BORN, "AP Entry"), (ID, "សុខ សុភា", "ប", BORN, "GL Entry"),
            {"officials": [[2]], "held": [(3, "C_ID_SEX")], "relations": [("C_ID_SEX", [2, 3])]}, id="other sex"),
        pytest.param(
            (ID, "សុខ សុភា", "ស", BORN, "AP Entry"), (ID, "ចាន់ ធីតា", "ប", "01/01/1990", "GL Entry"),
            {"officials": [[2]], "held": [(3, "C_ID_NAME")], "relations": [("C_ID_NAME", [2, 3])]}, id="name is tested first"),
        pytest.param(
            (ID, "សុខ សុភា", "ស", BORN, "AP Entry"), ("", "សុខសុភា", "ស", BORN, "GL Entry"),
            {"officials": [[2, 3]], "held": [], "relations": []}, id="second without ID"),
        pytest.param(
            ("", "សុខ សុភា", "ស", BORN, "AP Entry"), (ID, "សុខ សុភា", "ស", BORN, "GL Entry"),
            {"officials": [[2, 3]], "held": [], "relations": []}, id="first without ID"),
        pytest.param(
            ("", "សុខ សុភា", "ស", BORN, "AP Entry"), ("", "សុខ សុភា", "ស", BORN, "AP Entry"),
            {"officials": [[2, 3]], "held": [], "relations": [("D_REPEAT", [2, 3])]}, id="both without ID"),
        pytest.param(
            (ID, "សុខ សុភា", "ស", BORN, "AP Entry"), (OTHER_ID, "សុខ សុភា", "ស", BORN, "AP Entry"),
            {"officials": [[2], [3]], "held": [], "relations": [("C_PERSON_TWO_IDS", [2, 3])]}, id="two IDs"),
        pytest.param(
            (ID, "សុខ សុភា", "ស", BORN, "AP Entry"), (OTHER_ID, "សុខ សុភី", "ស", BORN, "AP Entry"),
            {"officials": [[2], [3]], "held": [], "relations": [("S_SIMILAR", [2, 3])]}, id="similar"),
        pytest.param(
            (ID, "សុខ សុភា", "ស", BORN, "AP Entry"), (OTHER_ID, "សុខ សុភី", "ប", BORN, "AP Entry"),
            {"officials": [[2], [3]], "held": [], "relations": []}, id="similar, other sex"),
        pytest.param(
            (ID, "សុខ សុភា", "ស", BORN, "AP Entry"), (OTHER_ID, "សុខ ធីតា", "ស", BORN, "AP Entry"),
            {"officials": [[2], [3]], "held": [], "relations": []}, id="more than two edits"),
    ],
)  # fmt: skip
def test_two_rows(first, second, wanted):
    assert summary(rows(first, second)) == wanted


def test_a_row_without_id_that_fits_two_officials_is_held():
    reading = rows(
        (ID, "សុខ សុភា", "ស", BORN, "AP Entry"),
        (OTHER_ID, "សុខ សុភា", "ស", BORN, "AP Entry"),
        ("", "សុខ សុភា", "ស", BORN, "GL Entry"),
    )

    assert summary(reading) == {
        "officials": [[2], [3]],
        "held": [(4, "C_AMBIGUOUS")],
        "relations": [("C_PERSON_TWO_IDS", [2, 3]), ("C_AMBIGUOUS", [2, 3, 4])],
    }


def test_roles_are_united_and_of_everything_else_the_first_value_stays():
    headings = ("អត្តលេខ", "ឈ្មោះ", "ភេទ", "ទូរស័ព្ទ", "Position", "FMIS Role")
    reading = read_rows(
        [
            headings,
            (ID, "សុខ  សុភា", "", "", "មន្ត្រី", "GL Review"),
            (ID, "សុខសុភា", "ស", "012345678", "ប្រធាន", "AP Entry; GL Review"),
            (ID, "", "", "097 123 4567", "", "BA Entry"),
        ]
    )
    assert reading.rejected[0].reasons == ("E_NO_NAME",)
    person = reading.officials[0].person

    assert (person.khmer_name, person.sex, person.phone, person.position) == (
        "សុខ សុភា",
        "F",
        "+85512345678",
        "មន្ត្រី",
    )
    assert person.roles == ("AP.ENTRY", "GL.REVIEW")


def test_what_a_later_row_tells_counts_for_the_rows_after_it():
    reading = rows(
        (ID, "សុខ សុភា", "", "", "AP Entry"),
        (ID, "សុខ សុភា", "ស", BORN, "GL Entry"),
        ("", "សុខ សុភា", "ស", BORN, "BA Entry"),
    )

    assert summary(reading)["officials"] == [[2, 3, 4]]


def test_rejected_rows_take_no_part():
    reading = rows(
        (ID, "សុខ សុភា", "ស", BORN, "??"),
        (ID, "ចាន់ ធីតា", "ស", BORN, "AP Entry"),
        (ID, "ចាន់ ធីតា", "ស", BORN, "GL Entry"),
    )

    assert summary(reading) == {"officials": [[3, 4]], "held": [], "relations": []}


def test_a_conflict_is_told_on_the_later_row_and_names_the_other_one():
    reading = rows((ID, "សុខ សុភា", "ស", BORN, "AP Entry"), (ID, "ចាន់ ធីតា", "ស", BORN, "AP Entry"))

    assert [(f.code, f.row, f.other and f.other.row) for f in reading.findings] == [("C_ID_NAME", 3, 2)]
