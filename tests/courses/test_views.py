"""Pages of courses and needs."""

from datetime import date

import pytest

from tests.factories import MONDAY, NOON, make_course, make_official, make_unit, make_user
from training.courses.models import Basis, Course
from training.courses.queries import earned_by, holds, needed_by
from training.courses.service import load_reference, nominate, record_earned
from training.dates import today
from training.db import db
from training.permissions import Role
from training.workflow.service import load_reference as load_workflow

CHANGE = {
    "name_km": "វគ្គថ្មី", "name_en": "New course", "half_days": 4, "min_size": 5, "max_size": 20,
    "attendance_percent": 75, "pass_mark": 60, "position": 5, "module_code": "",
}  # fmt: skip


@pytest.fixture
def coordinator(browser_of):
    return browser_of(make_user())


def ask_for(course, **given):
    official = make_official(**given)
    nominate(official, course, on=date(2017, 1, 1), by=None)
    return official


def test_the_catalogue_and_a_course_are_shown(coordinator):
    load_workflow()
    load_reference()
    page = coordinator.get("/courses/").text
    assert "FMIS Overview &amp; Chart of Accounts" in page
    course = db.session.query(Course).filter_by(code="AP").one()
    assert "Accounts Payable – Entry" in coordinator.get(f"/courses/{course.id}").text


@pytest.mark.parametrize("path", ["/courses/", "/needs/"])
def test_a_list_asks_as_many_questions_for_three_as_for_one(path, coordinator, queries):
    ask_for(make_course())
    coordinator.get(path)
    with queries() as one:
        coordinator.get(path)
    ask_for(make_course())
    ask_for(make_course())
    with queries() as three:
        answer = coordinator.get(path)
    assert (answer.status_code, len(three)) == (200, len(one))


def test_a_course_is_changed_from_the_form(coordinator):
    course = make_course()
    assert coordinator.send(f"/courses/{course.id}/edit", CHANGE).status_code == 303
    changed = db.session.get_one(Course, course.id)
    assert (changed.name_en, changed.attendance_percent, changed.pass_mark) == ("New course", 75, 60)


@pytest.mark.parametrize(
    "wrong", [{"max_size": 3}, {"pass_mark": 101}, {"attendance_percent": ""}, {"half_days": 0}]
)
def test_a_course_that_cannot_be_is_refused_beside_the_field(wrong, coordinator):
    course = make_course()
    answer = coordinator.send(f"/courses/{course.id}/edit", CHANGE | wrong)
    assert (answer.status_code, 'aria-invalid="true"' in answer.text) == (422, True)


def test_only_a_coordinator_changes_courses(browser_of):
    focal = browser_of(make_user(Role.FOCAL, unit=make_unit()))
    assert focal.send(f"/courses/{make_course().id}/edit", CHANGE).status_code == 403


def test_needs_are_shown_by_course_by_unit_and_by_name(coordinator):
    ask_for(make_course(name_en="Pivot tables"), name_latin="SOK SOPHEA", unit=make_unit(name_en="Mint"))
    page = coordinator.get("/needs/").text
    assert all(word in page for word in ("Pivot tables", "SOK SOPHEA", "Mint"))


def test_a_focal_person_reads_the_names_of_his_own_only(browser_of):
    unit, course = make_unit(), make_course()
    ask_for(course, unit=unit, name_latin="MINE")
    ask_for(course, name_latin="OTHER")
    browser = browser_of(make_user(Role.FOCAL, unit=unit))
    for path in ("/needs/", "/needs/needs.csv"):
        page = browser.get(path).text
        assert ("MINE" in page, "OTHER" in page) == (True, False)


def test_the_file_has_what_the_filters_leave(coordinator):
    first, second = make_course(), make_course()
    ask_for(first, name_latin="FIRST")
    ask_for(second, name_latin="SECOND")
    answer = coordinator.get(f"/needs/needs.csv?course={second.id}")
    assert ("FIRST" in answer.text, "SECOND" in answer.text) == (False, True)
    assert coordinator.get("/needs/needs.xlsx").data[:2] == b"PK"


def test_nonsense_in_the_address_is_ignored(coordinator):
    ask_for(make_course(), name_latin="SOK SOPHEA")
    assert "SOK SOPHEA" in coordinator.get("/needs/?course=x&unit=9999").text


def test_an_official_is_exempted_and_the_exemption_is_taken_back(coordinator):
    course = make_course()
    official = ask_for(course)
    form = {"course": course.id, "reason": "Placement test", "on": "2017-09-01"}
    assert coordinator.send(f"/officials/{official.id}/exemptions", form).status_code == 303
    assert holds([official.id]) == {official.id: {course.id}}
    (earned,) = earned_by(official)
    assert coordinator.send(f"/earned/{earned.id}/withdrawal").status_code == 303
    assert [needed.id for needed in needed_by(official, on=today())] == [course.id]


def test_what_a_class_gave_is_not_taken_back_here(coordinator):
    earned = record_earned(
        make_official(), make_course(), basis=Basis.ACHIEVEMENT, on=MONDAY, by=None, at=NOON
    )
    db.session.flush()
    assert coordinator.send(f"/earned/{earned.id}/withdrawal").status_code == 404


def test_a_second_nomination_is_refused_with_the_reason(coordinator):
    course, official = make_course(), make_official()
    path = f"/officials/{official.id}/nominations"
    assert coordinator.send(path, {"wanted": course.id}).status_code == 303
    answer = coordinator.send(path, {"wanted": course.id})
    assert (answer.status_code, "already named for the course" in answer.text) == (422, True)


def test_the_courses_of_another_units_official_are_not_found(browser_of):
    focal = browser_of(make_user(Role.FOCAL, unit=make_unit()))
    assert focal.get(f"/officials/{make_official().id}/courses").status_code == 404
