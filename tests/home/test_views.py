"""The first page of each role."""

from datetime import timedelta

import pytest

from tests.factories import (
    make_class,
    make_enrolment,
    make_official,
    make_unit,
    make_user,
    saved,
)
from tests.home.steps import TODAY, TOMORROW, YESTERDAY, achieved, first_page, first_session, received, titled
from training import audit, dates
from training.certificates import service as certificates
from training.classes.models import ClassState
from training.courses.models import Nomination
from training.dates import HalfDay
from training.enrolments.models import OfficialHalfDay, Seat
from training.jobs import Job, JobState
from training.officials.models import Sex
from training.permissions import Role
from training.statistics import service as statistics
from training.statistics.queries import Filter


@pytest.mark.parametrize("role", list(Role))
def test_an_empty_first_page_still_speaks(browser_of, role):
    assert first_page(browser_of, make_user(role)).html.section


def test_several_roles_bring_their_parts(browser_of):
    page = first_page(browser_of, make_user(Role.TRAINER, Role.AUDITOR))
    assert [each["aria-label"] for each in page.html.select("main > section")] == ["Trainer", "Auditor"]


def test_who_is_not_signed_in_is_asked_to(browser):
    assert browser.get("/").location == "/sign-in?next=/"


def test_a_focal_person_sees_who_of_his_unit_is_not_confirmed(browser_of):
    unit, training_class = make_unit(), make_class(on=(TOMORROW,))
    make_enrolment(training_class, make_official(unit=unit, name_km="សុខ ដារ៉ា"))
    make_enrolment(training_class, make_official(name_km="ចាន់ ធីតា"))
    page = first_page(browser_of, make_user(Role.FOCAL, unit=unit))
    (row,) = page.table("Called, not yet confirmed by the unit")
    assert row[0].startswith("សុខ ដារ៉ា")


def test_a_focal_person_sees_free_seats_and_how_many_of_his_people_need_them(browser_of):
    unit, course = make_unit(), titled("Wanted course")
    saved(Nomination(official_id=make_official(unit=unit, sex=Sex.FEMALE).id, course_id=course.id,
                     nominated_on=YESTERDAY))  # fmt: skip
    saved(Nomination(official_id=make_official().id, course_id=course.id, nominated_on=YESTERDAY))
    training_class = make_class(on=(TOMORROW,), course=course, seats=12)
    page = first_page(browser_of, make_user(Role.FOCAL, unit=unit))
    (row,) = page.table("Classes with free seats")
    assert row[2:] == ["12", "1 (1 women)", "Give a seat"]
    assert f"/classes/{training_class.id}/seats/new" in page.links()


def test_a_focal_person_sees_his_lists_with_their_findings_and_no_other(browser_of):
    unit = make_unit()
    received(unit)
    received(make_unit(), sha256="b" * 64)
    rows = first_page(browser_of, make_user(Role.FOCAL, unit=unit)).table("Your lists")
    assert [row[3:] for row in rows] == [["10", "2", "0", "1"]]


def test_an_official_sees_his_next_session_with_its_place(browser_of):
    official, training_class = make_official(), make_class(on=(TOMORROW,), course=titled("Next course"))
    seat = make_enrolment(training_class, official)
    saved(OfficialHalfDay(official_id=official.id, day=TOMORROW, half=HalfDay.MORNING,
                          session_id=first_session(training_class).id, enrolment_id=seat.id))  # fmt: skip
    page = first_page(browser_of, make_user(Role.OFFICIAL, official_id=official.id))
    card = page.html.select_one("article").get_text(" ")
    assert [each in card for each in ("Next course", "in 1 day", "Building B")] == [True, True, True]
    assert "/calendar-address" in page.links()


def test_an_official_sees_what_he_needs_and_why_and_where_he_has_a_seat(browser_of):
    official, wanted, served = make_official(), titled("Wanted course"), titled("Served course")
    for course in (wanted, served):
        saved(Nomination(official_id=official.id, course_id=course.id, nominated_on=YESTERDAY))
    training_class = make_class(on=(TOMORROW,), course=served)
    make_enrolment(training_class, official)
    page = first_page(browser_of, make_user(Role.OFFICIAL, official_id=official.id))
    rows = {row[0]: row[1:] for row in page.table("What you still need")}
    assert rows["Wanted course"] == ["your unit named you", "2", "no seat yet"]
    assert rows["Served course"][2] == dates_text(TOMORROW)
    assert f"/classes/{training_class.id}" in page.links()


def test_a_course_for_which_an_official_waits_says_so(browser_of):
    official, course = make_official(), titled("Hoped course")
    saved(Nomination(official_id=official.id, course_id=course.id, nominated_on=YESTERDAY))
    make_enrolment(make_class(on=(TOMORROW,), course=course), official, state=Seat.WAITING)
    page = first_page(browser_of, make_user(Role.OFFICIAL, official_id=official.id))
    assert page.table("What you still need")[0][3] == "on the waiting list"


def dates_text(day) -> str:
    return f"{day.day} {day:%b} {day.year}"


def test_an_official_opens_his_certificates(browser_of):
    official = make_official()
    training_class = make_class(on=(YESTERDAY,), course=titled("Done"), state=ClassState.COMPLETED)
    achieved(training_class, official)
    (issued,) = certificates.issue(training_class, by=None, at=dates.now(), on=TODAY)
    page = first_page(browser_of, make_user(Role.OFFICIAL, official_id=official.id))
    assert [row[:2] for row in page.table("My certificates")] == [[issued.number, "Done"]]
    assert f"/certificates/{issued.id}/file" in page.links()


def test_a_user_tied_to_no_official_is_told_whom_to_ask(browser_of):
    page = first_page(browser_of, make_user(Role.OFFICIAL))
    assert "not tied to an official yet" in page.html.get_text()


def test_an_hr_officer_sees_completion_by_month_and_by_unit_with_women(browser_of):
    unit = make_unit(name_en="Department of Investment")
    training_class = make_class(on=(YESTERDAY,))
    for sex in (Sex.FEMALE, Sex.MALE):
        achieved(training_class, make_official(sex=sex, unit=unit))
    page = first_page(browser_of, make_user(Role.HR_OFFICER))
    both = ["2 (1 women)", "2 (1 women)", "0", "0"]
    assert page.figure("Officials who completed a course") == "2 (1 women)"
    assert page.table("By unit") == [["Department of Investment", *both]]
    assert page.table("By month") == [[f"{YESTERDAY:%B %Y}", *both]]
    titles = [each.get_text() for each in page.html.select(".chart__title")]
    assert titles == ["Passed, by month", "Passed, by unit"]


def test_units_stand_by_who_passed_and_the_first_ten_are_drawn(browser_of):
    training_class = make_class(on=(YESTERDAY,))
    for number in range(12):
        unit = make_unit(name_en=f"Department {number:02}", code=f"D{number:02}")
        for _ in range(2 if number == 11 else 1):
            achieved(training_class, make_official(unit=unit))
    page = first_page(browser_of, make_user(Role.HR_OFFICER))
    rows = [row[0] for row in page.table("By unit")]
    assert (rows[:2], len(rows)) == (["Department 11", "Department 00"], 10)
    assert "The first 10 of 12 units" in page.html.get_text()


def test_an_hr_officer_sees_the_files_with_names_he_took_out_himself(browser_of):
    himself, other = make_user(Role.HR_OFFICER), make_user(Role.COORDINATOR)
    statistics.note_export("completion", narrowed=Filter(), rows=163, women=52, by=himself)
    statistics.note_export("completion", narrowed=Filter(), rows=7, women=0, by=other)
    rows = first_page(browser_of, himself).table("Files with names that you took out")
    assert [row[2] for row in rows] == ["163 (52 women)"]


def test_an_auditor_sees_certificates_that_were_voided_and_replaced_with_the_reason(browser_of):
    training_class = make_class(on=(YESTERDAY,), state=ClassState.COMPLETED)
    for _ in range(2):
        achieved(training_class)
    first, second = certificates.issue(training_class, by=None, at=dates.now(), on=TODAY)
    certificates.void(first, reason="Issued to the wrong person", by=None, at=dates.now())
    certificates.reissue(second, reason="Name misspelt", by=None, at=dates.now(), on=TODAY)
    page = first_page(browser_of, make_user(Role.AUDITOR))
    labels = ("Certificates that hold", "Certificates voided", "Certificates replaced")
    assert [page.figure(label) for label in labels] == ["1", "1", "1"]
    rows = page.table("Certificates voided and replaced")
    assert {row[4] for row in rows} == {"Issued to the wrong person", "Name misspelt"}


def test_an_auditor_sees_marks_that_were_changed_after_the_seal(browser_of):
    user = make_user(Role.COORDINATOR, name_km="នួន សុជាតា")
    audit.record("corrected mark", user, by=user, was="absent", now="present", reason="Sheet misread")
    page = first_page(browser_of, make_user(Role.AUDITOR))
    assert page.figure("Marks changed after the seal") == "1"
    (row,) = page.table("Marks and results changed")
    assert row[3:] == ["absent", "present", "Sheet misread"]


def test_an_auditor_sees_the_last_deeds_and_who_took_names_out(browser_of):
    user = make_user(Role.HR_OFFICER)
    statistics.note_export("completion", narrowed=Filter(), rows=12, women=5, by=user)
    page = first_page(browser_of, make_user(Role.AUDITOR))
    assert page.table("Files with names that were taken out")[0][2] == "12 (5 women)"
    assert page.table("The last deeds")[0][2] == "exported names"


def test_an_administrator_sees_failed_jobs_and_the_database(browser_of):
    at = dates.now()
    saved(Job(task="read_list", arguments={}, result={}, state=JobState.FAILED, error="no such file",
              submitted_at=at, run_at=at))  # fmt: skip
    page = first_page(browser_of, make_user(Role.ADMINISTRATOR))
    assert page.figure("Failed jobs") == "1"
    assert page.table("Failed jobs")[0][2] == "no such file"
    assert page.figure("Database") in {"SQLite", "PostgreSQL"}


def test_a_job_that_nobody_takes_up_is_told(browser_of):
    long_ago = dates.now() - timedelta(minutes=11)
    saved(Job(task="read_list", arguments={}, result={}, state=JobState.QUEUED, submitted_at=long_ago,
              run_at=long_ago))  # fmt: skip
    page = first_page(browser_of, make_user(Role.ADMINISTRATOR))
    assert "no worker seems to run" in page.html.get_text()


def test_a_job_that_waits_for_its_time_is_no_alarm(browser_of):
    at = dates.now() + timedelta(minutes=11)
    saved(Job(task="read_list", arguments={}, result={}, state=JobState.QUEUED, submitted_at=at, run_at=at))
    page = first_page(browser_of, make_user(Role.ADMINISTRATOR))
    assert "no worker seems to run" not in page.html.get_text()


def test_an_administrator_sees_users_by_role(browser_of):
    make_user(Role.TRAINER)
    make_user(Role.TRAINER, disabled_at=dates.now())
    page = first_page(browser_of, make_user(Role.ADMINISTRATOR))
    roles = dict(page.table("Users by role"))
    assert (roles["Administrator"], roles["Trainer"], roles["Auditor"]) == ("1", "1", "0")
