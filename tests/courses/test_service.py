"""Courses: loaded, earned, exempted, asked for."""

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, NOON, make_course, make_official, make_user
from training.courses.models import Basis, Course, EarnedCourse, Nomination, Prerequisite, Requirement
from training.courses.service import (
    AlreadyEarned,
    AlreadyNominated,
    CourseWithdrawn,
    ProofNeeded,
    exempt,
    load_reference,
    nominate,
    record_earned,
    withdraw_earned,
    withdraw_nomination,
)
from training.db import db
from training.workflow.service import load_reference as load_workflow


def earn(official, course, basis=Basis.ACHIEVEMENT):
    return record_earned(official, course, basis=basis, on=MONDAY, by=None, at=NOON)


def test_the_reference_data_is_loaded_once():
    load_workflow()
    load_reference()
    load_reference()
    tables = (Course, Prerequisite, Requirement)
    counts = [db.session.scalar(select(func.count()).select_from(table)) for table in tables]
    assert counts == [10, 9, 91]


def test_a_module_course_names_its_module():
    load_workflow()
    load_reference()
    query = (
        select(Course.code, Course.module_code).where(Course.code.in_(("AP", "ITF"))).order_by(Course.code)
    )
    assert [tuple(row) for row in db.session.execute(query)] == [("AP", "AP"), ("ITF", None)]


def test_a_course_is_earned_once():
    official, course = make_official(), make_course()
    earn(official, course)
    with pytest.raises(AlreadyEarned):
        earn(official, course, Basis.ELSEWHERE)


def test_attendance_alone_leaves_room_for_achievement():
    official, course = make_official(), make_course()
    earn(official, course, Basis.ATTENDANCE)
    assert earn(official, course).basis is Basis.ACHIEVEMENT


def test_a_withdrawn_course_may_be_earned_again():
    official, course = make_official(), make_course()
    withdraw_earned(earn(official, course), by=make_user(), at=NOON)
    earn(official, course)
    assert db.session.scalar(select(func.count()).select_from(EarnedCourse)) == 2


def test_an_exemption_needs_a_reason():
    with pytest.raises(ProofNeeded):
        exempt(make_official(), make_course(), reason=" ", on=MONDAY, by=None, at=NOON)


def test_an_exemption_keeps_its_reason():
    earned = exempt(make_official(), make_course(), reason="Placement test", on=MONDAY, by=None, at=NOON)
    assert (earned.basis, earned.reason) == (Basis.EXEMPTION, "Placement test")


def test_an_official_is_nominated_once():
    official, course = make_official(), make_course()
    nominate(official, course, on=MONDAY, by=None)
    with pytest.raises(AlreadyNominated):
        nominate(official, course, on=MONDAY, by=None)


def test_a_withdrawn_nomination_may_come_again():
    official, course = make_official(), make_course()
    withdraw_nomination(nominate(official, course, on=MONDAY, by=None), on=MONDAY, by=None)
    nominate(official, course, on=MONDAY, by=None)
    assert db.session.scalar(select(func.count()).select_from(Nomination)) == 2


def test_nobody_is_nominated_for_a_course_no_longer_taught():
    with pytest.raises(CourseWithdrawn):
        nominate(make_official(), make_course(withdrawn=True), on=MONDAY, by=None)
