"""Which role needs which course: changed by hand, and the needs follow at once."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import make_course, make_official, make_unit, make_user
from training.audit import AuditEntry
from training.courses.models import Requirement
from training.courses.queries import needed_by
from training.courses.requirements import (
    RequirementIsThere,
    no_longer_require,
    require,
    requirement_matrix,
    requirements_of,
)
from training.courses.service import CourseWithdrawn
from training.db import db
from training.organisation.models import UnitKind
from training.permissions import Role
from training.workflow.models import WorkflowRole
from training.workflow.service import assign, load_reference

DAY = date(2017, 9, 1)


@pytest.fixture(autouse=True)
def modules():
    load_reference()


@pytest.fixture
def coordinator(browser_of):
    return browser_of(make_user())


def role(code="AP.ENTRY") -> WorkflowRole:
    return db.session.get_one(WorkflowRole, code)


def holder(kind):
    unit = make_unit(kind=kind)
    official = make_official(unit=unit)
    assign(official, role=role(), unit=unit, on=DAY, by=None)
    return official


def test_a_rule_for_one_kind_of_unit_makes_needs_there_only():
    course = make_course()
    there, elsewhere = holder(UnitKind.TREASURY), holder(UnitKind.MINISTRY)
    require(role(), course, kind=UnitKind.TREASURY, by=make_user())
    needs = [list(needed_by(official, on=DAY)) for official in (there, elsewhere)]
    assert needs == [[course], []]


def test_a_rule_for_every_kind_takes_the_place_of_the_narrower_ones():
    course = make_course()
    for kind in (UnitKind.TREASURY, UnitKind.PDEF, None):
        require(role(), course, kind=kind, by=None)
    assert [rule.unit_kind for rule, _course in requirements_of(role())] == [None]


@pytest.mark.parametrize("kind", [None, UnitKind.TREASURY])
def test_what_every_kind_needs_is_not_required_again(kind):
    course = make_course()
    require(role(), course, kind=None, by=None)
    with pytest.raises(RequirementIsThere):
        require(role(), course, kind=kind, by=None)


def test_a_course_that_is_no_longer_taught_is_not_required():
    with pytest.raises(CourseWithdrawn):
        require(role(), make_course(withdrawn=True), kind=None, by=None)


def test_a_rule_taken_away_ends_the_need_and_is_written_down():
    course, official = make_course(), holder(UnitKind.MINISTRY)
    rule = require(role(), course, kind=None, by=None)
    no_longer_require(rule, by=make_user())
    verbs = db.session.scalars(select(AuditEntry.verb).order_by(AuditEntry.id)).all()
    assert (list(needed_by(official, on=DAY)), verbs[-2:]) == (
        [],
        ["required course", "no longer required course"],
    )


def test_the_matrix_shows_a_withdrawn_course_only_while_a_role_needs_it():
    needed, gone = make_course(), make_course(withdrawn=True)
    require(role(), needed, kind=None, by=None)
    needed.withdrawn = True
    db.session.flush()
    matrix = requirement_matrix()
    (row,) = [row for row in matrix.rows if row.role.code == "AP.ENTRY"]
    assert (gone in matrix.courses, list(matrix.courses)) == (False, [needed])
    assert [[rule.unit_kind for rule in rules] for rules in row.cells] == [[None]]


def test_a_course_is_required_and_no_longer_from_the_page_of_the_role(coordinator):
    course = make_course(name_en="Ledger")
    form = {"course": course.id, "kind": "treasury"}
    assert coordinator.send("/requirements/AP.ENTRY", form).status_code == 303
    assert "Ledger" in coordinator.get("/requirements/AP.ENTRY").text
    rule = db.session.scalars(select(Requirement)).one()
    assert (rule.unit_kind, coordinator.get("/requirements/").status_code) == (UnitKind.TREASURY, 200)
    assert coordinator.send(f"/requirements/rules/{rule.id}/removal").status_code == 303
    assert db.session.scalars(select(Requirement)).all() == []


def test_a_second_rule_is_refused_on_the_form(coordinator):
    course = make_course()
    require(role(), course, kind=None, by=None)
    db.session.commit()
    answer = coordinator.send("/requirements/AP.ENTRY", {"course": course.id, "kind": ""})
    assert (answer.status_code, "needs Course" in answer.text) == (422, True)


def test_a_trainer_reads_the_rules_and_changes_none(browser_of):
    trainer = browser_of(make_user(Role.TRAINER))
    assert trainer.get("/requirements/").status_code == 200
    assert trainer.send("/requirements/AP.ENTRY", {"course": make_course().id}).status_code == 403


def test_the_matrix_asks_as_many_questions_for_three_rules_as_for_one(coordinator, queries):
    require(role(), make_course(), kind=None, by=None)
    coordinator.get("/requirements/")
    with queries() as one:
        coordinator.get("/requirements/")
    for _ in range(2):
        require(role("GL.ENTRY"), make_course(), kind=None, by=None)
    with queries() as three:
        coordinator.get("/requirements/")
    assert len(three) == len(one)
