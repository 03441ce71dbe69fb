"""The attendance sheet: every official once, women counted, a column for each half-day, places to sign."""

import dataclasses
from datetime import date

import zxingcpp

from tests.paper.tools import facts_of, needs_poppler, pictures_of, text_of
from training.attendance.sheet import SheetFacts, SheetRow, SheetSession, sheet_pdf
from training.attendance.wording import ENGLISH, KHMER
from training.dates import HalfDay

MORNING = SheetSession(HalfDay.MORNING, "07:30–11:30")
AFTERNOON = SheetSession(HalfDay.AFTERNOON, "14:00–17:00")


def facts(**changes) -> SheetFacts:
    given = SheetFacts(
        language="km",
        institution="ក្រសួងសេដ្ឋកិច្ច និងហិរញ្ញវត្ថុ",
        course="មូលដ្ឋានព័ត៌មានវិទ្យា",
        class_name="IT-3",
        day=date(2017, 11, 14),
        sessions=(MORNING, AFTERNOON),
        room="បន្ទប់ ២",
        trainer="ម៉ៅ វិចិត្រ",
        rows=tuple(SheetRow(f"ឈ្មោះ{n}។", f"NAME{n}.", "រតនាគារខេត្តកំពត", woman=n % 3 == 0) for n in range(50)),
        address="https://training.example.org/classes/7/attendance",
    )
    return dataclasses.replace(given, **changes)


def text(**changes) -> str:
    return text_of(sheet_pdf(facts(**changes)), "-layout")


@needs_poppler
def test_every_official_stands_on_the_sheet_once_and_heads_on_every_page():
    pages = text().split("\f")[:-1]
    whole = "".join(pages)

    assert len(pages) > 2
    assert [whole.count(f"ឈ្មោះ{n}។") for n in range(50)] == [1] * 50
    assert [whole.count(f"NAME{n}.") for n in range(50)] == [1] * 50
    assert [KHMER.name in page for page in pages[:-1]] == [True] * (len(pages) - 1)


@needs_poppler
def test_the_count_says_total_and_women_in_the_digits_of_the_language():
    assert "សរុបក្នុងបញ្ជី ៥០ នាក់ (ស្រី ១៧ នាក់)" in text()
    assert "On the list: 50 (women: 17)" in text(language="en")


@needs_poppler
def test_the_head_names_course_class_day_room_and_trainer():
    labels = (KHMER.course, KHMER.class_, KHMER.day, KHMER.room, KHMER.trainer)
    values = {line.strip().split("៖", 1)[0] + "៖": line.split("៖", 1)[1].strip() for line in head(text())}

    assert [values[label] for label in labels] == [
        "មូលដ្ឋានព័ត៌មានវិទ្យា",
        "IT-3",
        "ថ្ងៃទី១៤ ខែវិច្ឆិកា ឆ្នាំ២០១៧",
        "បន្ទប់ ២",
        "ម៉ៅ វិចិត្រ",
    ]


def head(page: str) -> list[str]:
    return [line for line in page.split(KHMER.number, maxsplit=1)[0].splitlines() if "៖" in line]


@needs_poppler
def test_each_session_has_a_column_and_a_line_for_who_is_present():
    both, one = text(language="en"), text(language="en", sessions=(AFTERNOON,))

    assert "Present, morning: " in both
    assert "Present, afternoon: " in both
    assert "14:00–17:00" in one
    assert "morning" not in one.lower()


@needs_poppler
def test_trainer_and_coordinator_sign():
    last = text(language="en", rows=()).split("\f")[0]

    assert ENGLISH.trainer_signs in last
    assert ENGLISH.coordinator_signs in last


@needs_poppler
def test_the_code_in_the_corner_leads_to_the_page_of_the_marks():
    page = pictures_of(sheet_pdf(facts()), resolution=150)[0]

    assert [code.text for code in zxingcpp.read_barcodes(page)] == [
        "https://training.example.org/classes/7/attendance"
    ]


@needs_poppler
def test_hostile_names_stay_names():
    row = SheetRow("<b>\u202e\x00ចាន់\ud800" + "x" * 3000, "=1+1", "", woman=True)
    pdf = sheet_pdf(facts(rows=(row,), address=""))

    assert "<b>ចាន់\ufffd" in text_of(pdf)
    assert int(facts_of(pdf)["Pages"]) <= 2


def test_the_same_facts_give_the_same_bytes():
    assert sheet_pdf(facts()) == sheet_pdf(facts())
