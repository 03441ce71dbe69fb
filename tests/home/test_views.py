"""The first page of each role."""

from datetime import timedelta

import pytest

from tests.factories import (
    make_class,
    make_course,
    make_enrolment,
    make_official,
    make_trainer,
    make_unit,
    make_user,
    saved,
)
from training import dates
from training.classes.models import ClassState
from training.classes.queries import sessions_of
from training.courses.models import Nomination
from training.dates import HalfDay
from training.enrolments.models import OfficialHalfDay, Outcome, Seat
from training.jobs import Job, JobState
from training.officials.models import Sex
from training.permissions import Role

TODAY = dates.today()
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


def first_page(browser_of, user) -> str:
    answer = browser_of(user).get("/")
    assert answer.status_code == 200
    return answer.text


def titled(english) -> object:
    return make_course(name_en=english)


@pytest.mark.parametrize("role", list(Role))
def test_an_empty_first_page_still_speaks(browser_of, role):
    assert "<section" in first_page(browser_of, make_user(role))


def test_several_roles_bring_their_parts(browser_of):
    page = first_page(browser_of, make_user(Role.TRAINER, Role.AUDITOR))
    assert [f'aria-label="{name}"' in page for name in ("Trainer", "Auditor", "Official")] == [
        True,
        True,
        False,
    ]


def test_a_coordinator_sees_what_is_not_sealed_and_what_is_too_small(browser_of):
    make_class(on=(YESTERDAY,), course=titled("Old course"), state=ClassState.RUNNING)
    make_class(on=(TOMORROW,), course=titled("Small course"))
    page = first_page(browser_of, make_user(Role.COORDINATOR))
    assert page.count("Old course, class") == 2  # not sealed, and without outcome
    assert page.count("Small course, class") == 2  # under its minimum, and next


def test_a_trainer_marks_todays_session_with_one_button(browser_of):
    user = make_user(Role.TRAINER)
    mine = make_class(on=(TODAY,), course=titled("My course"), trainer=make_trainer(user_id=user.id))
    make_class(on=(TODAY,), course=titled("Foreign course"), half=HalfDay.AFTERNOON)
    page = first_page(browser_of, user)
    assert f'href="/sessions/{first_session(mine)}/attendance"' in page
    assert "Foreign course" not in page


def first_session(training_class) -> int:
    return sessions_of(training_class)[0].id


def test_a_focal_person_sees_who_of_his_unit_is_not_confirmed(browser_of):
    unit, course = make_unit(), make_class(on=(TOMORROW,))
    make_enrolment(course, make_official(unit=unit, name_km="សុខ ដារ៉ា"))
    make_enrolment(course, make_official(name_km="ចាន់ ធីតា"))
    page = first_page(browser_of, make_user(Role.FOCAL, unit=unit))
    assert ("សុខ ដារ៉ា" in page, "ចាន់ ធីតា" in page) == (True, False)


def test_an_official_sees_his_next_session_and_what_he_needs(browser_of):
    official, training_class = make_official(), make_class(on=(TOMORROW,), course=titled("Next course"))
    seat = make_enrolment(training_class, official)
    saved(OfficialHalfDay(official_id=official.id, day=TOMORROW, half=HalfDay.MORNING,
                          session_id=first_session(training_class), enrolment_id=seat.id))  # fmt: skip
    saved(Nomination(official_id=official.id, course_id=titled("Wanted course").id, nominated_on=YESTERDAY))
    page = first_page(browser_of, make_user(Role.OFFICIAL, official_id=official.id))
    assert ("Next course, class" in page, "in 1 day" in page, "Wanted course" in page) == (True, True, True)


def test_an_hr_officer_sees_totals_with_women(browser_of):
    training_class = make_class(on=(YESTERDAY,), course=titled("Done course"))
    for sex in (Sex.FEMALE, Sex.MALE):
        make_enrolment(
            training_class, make_official(sex=sex), state=Seat.COMPLETED, outcome=Outcome.ATTENDANCE
        )
    page = first_page(browser_of, make_user(Role.HR_OFFICER))
    assert "(1 women)" in page
    assert '<th scope="row">Done course</th><td class="number">2</td><td class="number">1</td>' in page


def test_an_administrator_sees_failed_jobs(browser_of):
    at = dates.now()
    saved(Job(task="read_list", arguments={}, result={}, state=JobState.FAILED, error="no such file",
              submitted_at=at, run_at=at))  # fmt: skip
    assert "no such file" in first_page(browser_of, make_user(Role.ADMINISTRATOR))


def test_who_is_not_signed_in_is_asked_to(browser):
    assert browser.get("/").location == "/sign-in?next=/"
