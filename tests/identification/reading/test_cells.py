"""Single cells: text, ID, sex, phone, email."""

from datetime import date, datetime, time

import pytest

from training.identification.reading import cells


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  SOK   Sophea ", "SOK Sophea"), ("សុ\u200bខ", "សុខ"), ("a\u00a0b\tc\nd", "a b c d"), ("\u00ad\ufeff", ""),
        ("-", ""), ("–", ""), ("--", ""), ("គ្មាន", ""), ("មិនដឹង", ""), ("N/A", ""), ("n/a", ""), ("#N/A", ""), ("#REF!", ""),
        ("#1", "#1"), ("NA", "NA"), ("មិន", "មិន"), (9044246436.0, "9044246436"), (12.5, "12.5"), (7, "7"), (True, "1"),
        (date(1985, 3, 12), "1985-03-12"), (datetime.combine(date(1985, 3, 12), time(7)), "1985-03-12"), ("", ""),
    ],
)  # fmt: skip
def test_the_content_of_a_cell(value, text):
    assert cells.content(value) == text


@pytest.mark.parametrize(
    "value",
    ["9012345678", "៩០១២៣៤៥៦៧៨", "90 1234 5678", "901-234-5678", "9012.345.678", "'9012345678", "9012345678.0",
     9012345678.0, 9012345678, "' 9012345678"],
)  # fmt: skip
def test_ten_digits_are_an_id_however_they_are_written(value):
    assert cells.id_of(value, cells.content(value)) == ("9012345678", False)


@pytest.mark.parametrize("value", [912345678.0, 912345678])
def test_a_numeric_cell_of_nine_digits_gets_its_zero_back(value):
    assert cells.id_of(value, cells.content(value)) == ("0912345678", True)


@pytest.mark.parametrize(
    "value",
    [
        "912345678",
        "90123456789",
        "9022X79810",
        12345678.0,
        9012345678.5,
        "MEF-01",
        90123456789.0,
        "٩٠١٢٣٤٥٦٧٨",
    ],
)
def test_anything_else_is_no_id(value):
    assert cells.id_of(value, cells.content(value)) == (None, False)


@pytest.mark.parametrize(
    ("text", "sex"),
    [("ប្រុស", "M"), ("ប", "M"), ("m", "M"), ("MALE", "M"), ("ប.", "M"), ("ស្រី", "F"), ("ស", "F"), ("F", "F"),
     ("female", "F"), ("ស្រីី", "F"), ("x", None), ("?", None)],
)  # fmt: skip
def test_sexes_are_read_in_both_languages(text, sex):
    assert cells.sex_of(text) == sex


@pytest.mark.parametrize(
    ("text", "phone"),
    [
        ("012 345 678", "+85512345678"), ("012-345-678", "+85512345678"), ("012.345.678", "+85512345678"),
        ("012/345678", "+85512345678"), ("+855 12 345 678", "+85512345678"), ("0085512345678", "+85512345678"),
        ("85512345678", "+85512345678"), ("12345678", "+85512345678"), ("097 123 4567", "+855971234567"),
        ("971234567.0", "+855971234567"), ("០១២ ៣៤៥ ៦៧៨", "+85512345678"), ("+855 (0)12 345 678", "+85512345678"),
        ("012 345 678 / 097 123 4567", "+85512345678"), ("12 / 097 123 4567", "+855971234567"),
        ("012 345 678 និង 097 123 4567", "+85512345678"), ("បាត់\n097 123 4567", "+855971234567"),
        ("012345678;0971234567", "+85512345678"), ("085 512 345", "+85585512345"), ("ទូរស័ព្ទ៖ 012345678", "+85512345678"),
        ("012 34", None), ("09x xxx xxx", None), ("មិនមាន", None), ("0012345678", None), ("0123456789012", None),
    ],
)  # fmt: skip
def test_the_first_good_phone_number_is_taken(text, phone):
    assert cells.phone_of(text) == phone


@pytest.mark.parametrize(
    ("text", "email"),
    [
        ("SOK.Sophea@MEF.gov.kh", "sok.sophea@mef.gov.kh"), ("mailto:a@b.kh", "a@b.kh"), ("a@b.kh;", "a@b.kh"),
        ("a@b.kh.", "a@b.kh"), ("<a@b.kh>", "a@b.kh"), ("MAILTO:A@B.KH,", "a@b.kh"), ("a_b+c@x-y.example", "a_b+c@x-y.example"),
        ("kim.somaly", None), ("a@b", None), ("a b@c.kh", None), ("a@b.kh c@d.kh", None), ("@b.kh", None), ("សុខ@b.kh", None),
    ],
)  # fmt: skip
def test_email_addresses_are_taken_in_lower_case(text, email):
    assert cells.email_of(text) == email
