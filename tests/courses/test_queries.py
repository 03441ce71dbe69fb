"""Needs: what roles and nominations ask for, less what is earned."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import MONDAY, NOON, make_course, make_official, make_unit, make_user, saved
from training.courses.models import Basis, Course, Prerequisite, Requirement
from training.courses.queries import (
    NeedFilters,
    holds,
    missing_prerequisites,
    needed_by,
    needs,
    needs_by_course,
    needs_by_unit,
)
from training.courses.service import load_reference, nominate, record_earned, withdraw_earned
from training.db import db
from training.officials.models import Sex
from training.officials.queries import Count
from training.organisation.models import UnitKind
from training.permissions import Role
from training.workflow.models import RoleAssignment
from training.workflow.service import load_reference as load_workflow

TODAY = NeedFilters(on=MONDAY)


@pytest.fixture(autouse=True)
def catalogue():
    load_workflow()
    load_reference()


def hold(official, role, *, since=date(2017, 1, 1), until=None):
    return saved(
        RoleAssignment(
            official_id=official.id,
            unit_id=official.unit_id,
            role_code=role,
            valid_from=since,
            valid_to=until,
        )
    )


def course(code) -> Course:
    return db.session.scalars(select(Course).where(Course.code == code)).one()


def codes(official) -> list[str]:
    return [needed.code for needed in needed_by(official, on=MONDAY)]


def earn(official, code, basis=Basis.ACHIEVEMENT):
    return record_earned(official, course(code), basis=basis, on=MONDAY, by=None, at=NOON)


def test_a_role_needs_its_courses_and_two_roles_need_a_common_one_once():
    official = make_official()
    hold(official, "AP.ENTRY")
    hold(official, "GL.REVIEW")
    assert codes(official) == ["ITF", "OVW", "AP", "GL"]


def test_what_is_achieved_exempted_or_proved_is_no_longer_needed_but_what_was_only_attended_is():
    official = make_official()
    hold(official, "AP.APPROVE")
    earn(official, "ITF", Basis.ELSEWHERE)
    earn(official, "OVW", Basis.EXEMPTION)
    earn(official, "AP", Basis.ATTENDANCE)
    assert codes(official) == ["AP", "RPT"]


def test_a_withdrawn_course_is_needed_again():
    official = make_official()
    hold(official, "RPT.INQUIRY")
    earned = earn(official, "ITF")
    assert codes(official) == ["OVW", "RPT"]
    withdraw_earned(earned, by=None, at=NOON)
    assert codes(official) == ["ITF", "OVW", "RPT"]


def test_a_role_that_ended_needs_nothing():
    official = make_official()
    hold(official, "AP.ENTRY", until=date(2017, 11, 12))
    assert codes(official) == []


def test_a_role_counts_on_its_last_day():
    official = make_official()
    hold(official, "AP.ENTRY", until=MONDAY)
    assert codes(official) == ["ITF", "OVW", "AP"]


def test_a_nomination_needs_its_course_whatever_the_roles():
    official = make_official()
    nominate(official, course("ITF"), on=MONDAY, by=None)
    assert codes(official) == ["ITF"]


def test_a_requirement_may_hold_for_one_kind_of_unit_only():
    extra = make_course(position=99)
    saved(Requirement(role_code="AP.ENTRY", unit_kind=UnitKind.TREASURY, course_id=extra.id))
    here, there = make_official(unit=make_unit(kind=UnitKind.TREASURY)), make_official()
    hold(here, "AP.ENTRY")
    hold(there, "AP.ENTRY")
    assert (codes(here)[-1], codes(there)[-1]) == (extra.code, "AP")


def test_needs_are_counted_by_course_and_unit_with_their_women():
    unit = make_unit()
    woman, man = make_official(unit=unit, sex=Sex.FEMALE), make_official(unit=unit)
    hold(woman, "AP.ENTRY")
    hold(man, "RPT.INQUIRY")
    user = make_user()
    assert [(row.of.code, row.count) for row in needs_by_course(user, TODAY)] == [
        ("ITF", Count(2, 1)), ("OVW", Count(2, 1)), ("AP", Count(1, 1)), ("RPT", Count(1, 0)),
    ]  # fmt: skip
    assert [(row.of.id, row.count) for row in needs_by_unit(user, TODAY)] == [(unit.id, Count(6, 3))]


def test_all_names_come_in_one_query(queries):
    user = make_user()
    user.roles  # noqa: B018 - loads the grants
    for _number in range(3):
        hold(make_official(), "AP.ENTRY")
    with queries() as sent:
        found = [(need.official.unit.name_en, need.course.code) for need in needs(user, TODAY)]
    assert (len(found), len(sent)) == (9, 1)


def test_a_focal_person_sees_the_needs_of_his_own_only():
    unit = make_unit()
    mine, other = make_official(unit=unit), make_official()
    hold(mine, "AP.ENTRY")
    hold(other, "AP.ENTRY")
    user = make_user(Role.FOCAL, unit=unit)
    assert {need.official.id for need in needs(user, TODAY)} == {mine.id}
    assert [row.of.id for row in needs_by_unit(user, TODAY)] == [unit.id]


def test_a_merged_official_needs_nothing():
    stays = make_official()
    merged = make_official(merged_into_id=stays.id)
    hold(merged, "AP.ENTRY")
    assert needs(make_user(), TODAY) == []


def test_prerequisites_that_are_missing_are_named():
    official, first, second = make_official(), make_course(), make_course()
    saved(Prerequisite(course_id=second.id, required_id=first.id))
    assert [missing.id for missing in missing_prerequisites(official, second)] == [first.id]
    record_earned(official, first, basis=Basis.EXEMPTION, on=MONDAY, by=None, at=NOON)
    assert missing_prerequisites(official, second) == []
    assert holds([official.id]) == {official.id: {first.id}}
