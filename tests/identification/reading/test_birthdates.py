"""Birth dates: every form, both sides of every limit."""

from datetime import date, datetime, time

import pytest

from training.identification.reading.birthdates import BirthDate, birth_date, birth_date_of_parts

RECEIVED = date(2018, 3, 5)
DAY = date(1985, 3, 12)


def read(value: object, *, received: date = RECEIVED) -> BirthDate:
    return birth_date(value, str(value), received=received)


@pytest.mark.parametrize(
    "text",
    [
        "12/03/1985", "12/3/1985", "12-03-1985", "12.03.1985", "12 03 1985", "1985-03-12", "1985-03-12 00:00:00",
        "1985-03-12T00:00:00", "១២/០៣/១៩៨៥", "១២ ខែមីនា ឆ្នាំ១៩៨៥", "១២-មីនា-១៩៨៥", "ថ្ងៃទី១២ ខែមីនា ឆ្នាំ១៩៨៥",
        "ថ្ងៃទី ១២ ខែ មីនា ឆ្នាំ ១៩៨៥", "12 មីនា 1985", "12 March 1985", "12-Mar-1985", "12 MAR 1985", "12th March 1985",
        "12Mar1985", "March 12, 1985", "'12/03/1985", "12/\u200b03/1985", "12 /03/ 1985",
    ],
)  # fmt: skip
def test_every_form_with_a_full_year_is_read_without_a_warning(text):
    assert read(text) == BirthDate(day=DAY)


@pytest.mark.parametrize(
    ("value", "warning"),
    [
        ("12/03/85", "W_DATE_2DIGIT"),
        ("12-Mar-85", "W_DATE_2DIGIT"),
        ("12/03/2528", "W_DATE_BE"),
        ("១២/០៣/២៥២៨", "W_DATE_BE"),
        ("១២ ខែមីនា ឆ្នាំ២៥២៨", "W_DATE_BE"),
        (31118, "W_DATE_SERIAL"),
        (31118.0, "W_DATE_SERIAL"),
        ("31118", "W_DATE_SERIAL"),
        ("៣១១១៨", "W_DATE_SERIAL"),
    ],
)
def test_a_date_that_had_to_be_understood_carries_a_warning(value, warning):
    assert read(value) == BirthDate(day=DAY, warnings=(warning,))


@pytest.mark.parametrize("value", [DAY, datetime.combine(DAY, time())])
def test_date_cells_are_taken_as_they_are(value):
    assert read(value) == BirthDate(day=DAY)


@pytest.mark.parametrize(
    "text", ["1985", "១៩៨៥", 1985.0, "00/00/1985", "0-0-1985", "ឆ្នាំ១៩៨៥", "2528", "០០/០០/២៥២៨"]
)
def test_a_year_alone_gives_no_birth_date_but_a_warning(text):
    assert read(text) == BirthDate(warnings=("W_DATE_PARTIAL",))


@pytest.mark.parametrize(
    "value",
    [
        "31/06/1990", "29/02/1985", "30/02/1979", "19/13/1976", "12/25/1985", "00/17/1968", "00/05/1970", "12/00/1970",
        "unknown", "??", "12/03", "03/1985", "12/03/19855", "12/03/5", "120385", "4999", "45001", 45001.0, "12 ខែអ្វី 1985",
        "12/03/1985?", time(12, 0), "៣១/០៦/១៩៩០", "1/2/3/1985", "32-Jan-1980", "12:30",
    ],
)  # fmt: skip
def test_what_is_no_real_day_is_impossible(value):
    assert read(value).error == "E_DATE_IMPOSSIBLE"


def test_the_day_comes_first_and_is_never_swapped():
    assert read("03/12/1985").day == date(1985, 12, 3)
    assert read("13/12/1985").day == date(1985, 12, 13)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("05/03/2001", None),  # 17 today
        ("06/03/2001", "E_DATE_RANGE"),  # 17 tomorrow
        ("06/03/1942", None),  # 76 tomorrow
        ("05/03/1942", "E_DATE_RANGE"),  # 76 today
        ("20/02/2077", "E_DATE_RANGE"),
        ("12/01/1908", "E_DATE_RANGE"),
    ],
)
def test_ages_from_17_to_75_are_taken(text, error):
    assert read(text).error == error


def test_two_digits_are_19_unless_that_is_too_old():
    assert read("06/03/42").day == date(1942, 3, 6)
    assert read("05/03/42").error == "E_DATE_RANGE"  # 2042
    assert read("05/03/00").day == date(2000, 3, 5)
    assert read("29/02/00").day == date(2000, 2, 29)  # there was none in 1900


@pytest.mark.parametrize("year", [2399, 2400, 2600, 2601])
def test_only_years_from_2400_to_2600_are_buddhist(year):
    assert ("W_DATE_BE" in read(f"12/03/{year}").warnings) == (2400 <= year <= 2600)


@pytest.mark.parametrize(
    ("parts", "wanted"),
    [
        (("12", "3", "1985"), BirthDate(day=DAY)),
        (("១២", "មីនា", "២៥២៨"), BirthDate(day=DAY, warnings=("W_DATE_BE",))),
        (("", "", ""), BirthDate()),
        (("", "", "1985"), BirthDate(warnings=("W_DATE_PARTIAL",))),
        (("31", "6", "1985"), BirthDate(error="E_DATE_IMPOSSIBLE")),
        (("12", "", "1985"), BirthDate(error="E_DATE_IMPOSSIBLE")),
        (("12", "3", ""), BirthDate(error="E_DATE_IMPOSSIBLE")),
    ],
)
def test_three_columns_make_one_date(parts, wanted):
    day, month, year = parts

    assert birth_date_of_parts(day, month, year, received=RECEIVED) == wanted


def test_an_empty_cell_is_no_date_and_no_error():
    assert birth_date("", "", received=RECEIVED) == BirthDate()
