"""Courses: added, changed, and in an order in which somebody can begin."""

from itertools import pairwise

import pytest

from tests.factories import make_course, make_user
from training.courses.catalogue import (
    CourseCodeTaken,
    PrerequisiteCircle,
    add_course,
    let_come_after,
)
from training.courses.models import Course, Feature
from training.courses.queries import courses, get_course
from training.db import db
from training.permissions import Role

FORM = {
    "name_km": "វគ្គ", "name_en": "Ledger", "half_days": 4, "min_size": 5, "max_size": 20,
    "attendance_percent": 80, "pass_mark": 50, "position": 3, "module_code": "",
}  # fmt: skip


@pytest.fixture
def coordinator(browser_of):
    return browser_of(make_user())


def before(course) -> list[str]:
    return [each.code for each in get_course(course.id).prerequisites]


def test_a_new_course_stands_at_the_end_of_the_catalogue():
    make_course(position=7)
    add_course(code="LAST", name_km="ក", name_en="Last", half_days=2, by=None)
    assert [course.code for course in courses()][-1] == "LAST"


def test_a_code_belongs_to_one_course():
    make_course(code="GL")
    with pytest.raises(CourseCodeTaken):
        add_course(code="GL", name_km="ក", name_en="A", half_days=2, by=None)


def test_what_must_come_before_is_exactly_what_was_said_last():
    first, second, third = make_course(code="A"), make_course(code="B"), make_course()
    let_come_after(third, required=[first], by=None)
    let_come_after(third, required=[second], by=make_user())
    assert before(third) == ["B"]


@pytest.mark.parametrize("length", [1, 2, 3])
def test_no_course_waits_for_itself_however_long_the_circle(length):
    line = [make_course() for _ in range(length)]
    for one, next_one in pairwise(line):
        let_come_after(next_one, required=[one], by=None)
    with pytest.raises(PrerequisiteCircle):
        let_come_after(line[0], required=[line[-1]], by=None)


def test_two_ways_to_one_course_are_no_circle():
    base, left, right, top = (make_course(code=code) for code in ("BASE", "LEFT", "RIGHT", "TOP"))
    for side in (left, right):
        let_come_after(side, required=[base], by=None)
    let_come_after(top, required=[left, right, base], by=None)
    assert sorted(before(top)) == ["BASE", "LEFT", "RIGHT"]


def test_a_course_is_added_from_its_form_with_what_comes_before(coordinator):
    first = make_course(code="ITF")
    answer = coordinator.send("/courses/new", {**FORM, "code": "gl-2", "after": [first.id]})
    course = db.session.query(Course).filter_by(code="GL-2").one()
    assert (answer.status_code, before(course), course.half_days) == (303, ["ITF"], 4)


def test_a_taken_code_is_refused_on_the_form_and_nothing_is_kept(coordinator):
    make_course(code="GL")
    db.session.commit()
    answer = coordinator.send("/courses/new", {**FORM, "code": "GL"})
    assert (answer.status_code, "belongs to the course" in answer.text) == (422, True)
    assert [course.code for course in courses()] == ["GL"]


def test_features_and_order_are_changed_with_the_course(coordinator):
    db.session.add(Feature(code="projector", name_km="ក", name_en="Projector"))
    first, course = make_course(code="ITF"), make_course()
    form = {**FORM, "after": [first.id], "features": ["projector"]}
    assert coordinator.send(f"/courses/{course.id}/edit", form).status_code == 303
    assert (before(course), get_course(course.id).features) == (["ITF"], ["projector"])
    assert "Projector" in coordinator.get(f"/courses/{course.id}").text
    assert coordinator.send(f"/courses/{course.id}/edit", FORM).status_code == 303
    assert (before(course), get_course(course.id).features) == ([], [])


def test_a_circle_is_refused_beside_the_field_and_nothing_is_changed(coordinator):
    first, second = make_course(name_en="First"), make_course()
    let_come_after(second, required=[first], by=None)
    db.session.commit()
    answer = coordinator.send(f"/courses/{first.id}/edit", {**FORM, "after": [second.id]})
    assert (answer.status_code, "nobody could begin" in answer.text) == (422, True)
    assert get_course(first.id).name_en == "First"


def test_a_feature_that_nobody_named_is_refused(coordinator):
    course = make_course()
    answer = coordinator.send(f"/courses/{course.id}/edit", {**FORM, "features": ["helicopter"]})
    assert answer.status_code == 422


def test_a_trainer_adds_no_course(browser_of):
    assert browser_of(make_user(Role.TRAINER)).send("/courses/new", FORM).status_code == 403
