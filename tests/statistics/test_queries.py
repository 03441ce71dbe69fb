"""Completion figures: total and women, by unit, by month and course."""

from datetime import date

import pytest

from tests.factories import MONDAY, make_class, make_course, make_enrolment, make_unit, make_user
from tests.statistics.steps import decided
from training.enrolments.models import Outcome
from training.officials.models import Sex
from training.permissions import Role
from training.statistics import queries, service
from training.statistics.queries import Figure, Figures, Filter

ALL = Filter()
NOBODY = Figure(0, 0)


@pytest.fixture
def coordinator():
    return make_user(Role.COORDINATOR)


def test_figures_count_all_and_women_by_outcome(coordinator):
    decided(sex=Sex.FEMALE)
    decided()
    decided(Outcome.ATTENDANCE, sex=Sex.FEMALE)
    decided(Outcome.NONE)
    assert queries.whole(coordinator, ALL) == Figures(Figure(4, 2), Figure(2, 1), Figure(1, 1), Figure(1, 0))


def test_the_share_of_who_passed_is_rounded_down():
    assert Figures(Figure(3, 0), Figure(2, 0), Figure(1, 0), NOBODY).percent == 66
    assert Figures(NOBODY, NOBODY, NOBODY, NOBODY).percent == 0


def test_a_seat_that_is_not_decided_does_not_count(coordinator):
    make_enrolment()
    assert queries.whole(coordinator, ALL).decided == NOBODY


def test_units_stand_by_their_code_each_with_its_own_figures(coordinator):
    second, first = make_unit(code="B"), make_unit(code="A")
    decided(unit=second)
    decided(unit=first, sex=Sex.FEMALE)
    decided(unit=first)
    lines = queries.by_unit(coordinator, ALL)
    assert [(line.unit.code, line.figures.achievement) for line in lines] == [
        ("A", Figure(2, 1)), ("B", Figure(1, 0)),
    ]  # fmt: skip


def test_months_stand_latest_first_each_course_apart(coordinator):
    one, two = make_course(position=1), make_course(position=2)
    for course, day in ((one, date(2017, 10, 31)), (two, MONDAY), (one, MONDAY)):
        decided(training_class=make_class(course=course, on=(day,)))
    lines = queries.by_month(coordinator, ALL)
    assert [(line.month, line.course.id) for line in lines] == [
        (date(2017, 11, 1), one.id), (date(2017, 11, 1), two.id), (date(2017, 10, 1), one.id),
    ]  # fmt: skip


def test_figures_narrow_to_a_unit_with_all_below_it(coordinator):
    top = make_unit()
    decided(unit=make_unit(parent=top))
    decided()
    assert queries.whole(coordinator, Filter(unit_id=top.id)).decided.total == 1


def test_figures_narrow_to_a_course(coordinator):
    course = make_course()
    decided(training_class=make_class(course=course))
    decided()
    assert queries.whole(coordinator, Filter(course_id=course.id)).decided.total == 1


def test_figures_narrow_to_the_days_on_which_classes_ended_both_included(coordinator):
    for day in (date(2017, 10, 31), date(2017, 11, 1), date(2017, 11, 30), date(2017, 12, 1)):
        decided(on=day)
    november = Filter(first=date(2017, 11, 1), last=date(2017, 11, 30))
    assert queries.whole(coordinator, november).decided.total == 2


def test_a_focal_person_counts_his_units_only():
    unit = make_unit()
    decided(unit=unit)
    decided()
    focal = make_user(Role.FOCAL, unit=unit)
    assert queries.whole(focal, ALL).decided.total == 1
    assert [line.unit.id for line in queries.by_unit(focal, ALL)] == [unit.id]
    assert len(queries.names(focal, ALL)) == 1


def test_the_names_are_as_many_as_the_figure_says(coordinator):
    for outcome in (Outcome.ACHIEVEMENT, Outcome.ACHIEVEMENT, Outcome.NONE):
        decided(outcome)
    whole = queries.whole(coordinator, ALL)
    assert len(queries.names(coordinator, ALL, outcome=Outcome.ACHIEVEMENT)) == whole.achievement.total
    assert len(queries.names(coordinator, ALL)) == whole.decided.total


def test_months_with_all_courses_together_stand_latest_first_and_only_so_many(coordinator):
    one, two = make_course(position=1), make_course(position=2)
    for course, day in ((one, date(2017, 9, 29)), (one, date(2017, 10, 31)), (one, MONDAY), (two, MONDAY)):
        decided(training_class=make_class(course=course, on=(day,)), sex=Sex.FEMALE)
    lines = queries.by_month_in_all(coordinator, ALL, most=2)
    assert [(line.month, line.figures.achievement) for line in lines] == [
        (date(2017, 11, 1), Figure(2, 2)), (date(2017, 10, 1), Figure(1, 1)),
    ]  # fmt: skip


def test_files_with_names_are_known_by_who_took_them_the_latest_first(coordinator):
    other = make_user(Role.HR_OFFICER)
    for user, rows in ((coordinator, 1), (other, 2), (coordinator, 3)):
        service.note_export("completion", narrowed=ALL, rows=rows, women=0, by=user)
    assert [each.facts["rows"] for each in queries.exports_made(most=5)] == [3, 2, 1]
    assert [each.facts["rows"] for each in queries.exports_made(by=coordinator, most=1)] == [3]
