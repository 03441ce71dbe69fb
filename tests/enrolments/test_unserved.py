"""Needs that no class serves yet."""

import pytest

from tests.factories import (
    MONDAY,
    TUESDAY,
    make_class,
    make_course,
    make_enrolment,
    make_official,
    make_unit,
    make_user,
    saved,
)
from training.courses.models import Nomination
from training.enrolments.models import Seat
from training.enrolments.unserved import unserved, unserved_by_course
from training.officials.models import Sex
from training.officials.queries import Count
from training.permissions import Role


@pytest.fixture
def coordinator():
    return make_user(Role.COORDINATOR)


def wanting(course, **given):
    official = make_official(**given)
    saved(Nomination(official_id=official.id, course_id=course.id, nominated_on=MONDAY))
    return official


def test_who_needs_a_course_and_has_no_seat_waits(coordinator):
    course = make_course()
    wanting(course, sex=Sex.FEMALE)
    wanting(course)
    assert unserved(coordinator, on=MONDAY) == Count(2, 1)


def test_who_has_a_seat_in_a_class_of_the_course_is_served(coordinator):
    course = make_course()
    make_enrolment(make_class(course=course, on=(TUESDAY,)), wanting(course))
    assert unserved(coordinator, on=MONDAY) == Count(0, 0)


@pytest.mark.parametrize("state", [Seat.WITHDRAWN, Seat.WAITING, Seat.REQUESTED])
def test_who_gave_his_seat_back_or_only_hopes_for_one_still_waits(coordinator, state):
    course = make_course()
    make_enrolment(make_class(course=course, on=(TUESDAY,)), wanting(course), state=state)
    assert unserved(coordinator, on=MONDAY) == Count(1, 0)


def test_a_person_who_waits_for_two_courses_is_one_person_and_counts_in_both(coordinator):
    first, second = make_course(position=1), make_course(position=2)
    official = wanting(first)
    saved(Nomination(official_id=official.id, course_id=second.id, nominated_on=MONDAY))
    assert unserved(coordinator, on=MONDAY) == Count(1, 0)
    lines = unserved_by_course(coordinator, on=MONDAY)
    assert [(line.course.id, line.count) for line in lines] == [
        (first.id, Count(1, 0)), (second.id, Count(1, 0)),
    ]  # fmt: skip


def test_a_focal_person_counts_the_officials_of_his_unit_only():
    course, unit = make_course(), make_unit()
    wanting(course, unit=unit)
    wanting(course)
    assert unserved(make_user(Role.FOCAL, unit=unit), on=MONDAY) == Count(1, 0)
