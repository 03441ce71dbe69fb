"""Modules and workflow roles: added, renamed, run by kinds of unit, closed from a day."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import make_official, make_unit, make_user
from training.audit import AuditEntry
from training.db import db
from training.organisation.models import UnitKind
from training.permissions import Role
from training.workflow.models import Module, RoleAssignment, WorkflowRole
from training.workflow.modules import (
    ChainNeedsRole,
    ModuleCodeTaken,
    ModuleInUse,
    RoleGivenLater,
    RoleIsOpen,
    add_module,
    add_role,
    close_role,
    let_run,
    rename_module,
    rename_role,
    reopen_role,
)
from training.workflow.queries import kinds_that_run, open_roles, roles_in
from training.workflow.service import RoleIsClosed, assign, load_reference

BEFORE, DAY, LAST = date(2017, 9, 1), date(2018, 1, 1), date(2017, 12, 31)
KINDS = [UnitKind.MINISTRY, UnitKind.TREASURY]
NAMES = {"name_km": "ទ្រព្យសម្បត្តិ", "name_en": "Assets"}


@pytest.fixture(autouse=True)
def modules():
    load_reference()


@pytest.fixture
def coordinator(browser_of):
    return browser_of(make_user())


def role(code="ADM.SECURITY") -> WorkflowRole:
    return db.session.get_one(WorkflowRole, code)


def module(code="PO") -> Module:
    return db.session.get_one(Module, code)


def test_a_new_module_comes_with_a_role_for_each_step_and_is_run_by_its_kinds():
    add_module(code="FA", kinds=KINDS, by=make_user(), **NAMES)
    there = [each.code for each in roles_in(UnitKind.TREASURY) if each.module_code == "FA"]
    assert there == ["FA.ENTRY", "FA.REVIEW", "FA.APPROVE", "FA.INQUIRY"]
    assert role("FA.ENTRY").name_en == "Assets – Entry"
    assert "FA.ENTRY" not in [each.code for each in roles_in(UnitKind.PDEF)]


@pytest.mark.parametrize("code", ["AP", "ADM"])
def test_a_code_of_a_module_is_taken_once(code):
    with pytest.raises(ModuleCodeTaken):
        add_module(code=code, kinds=KINDS, by=None, **NAMES)


def test_a_renamed_module_renames_the_roles_named_after_it_and_no_others():
    rename_role(role("PO.REVIEW"), name_km="អ្នកពិនិត្យ", name_en="Checker", by=None)
    rename_module(module(), name_km="លទ្ធកម្ម", name_en="Procurement", by=None)
    assert [role(code).name_en for code in ("PO.ENTRY", "PO.REVIEW")] == ["Procurement – Entry", "Checker"]


def test_a_module_is_run_by_other_kinds_of_unit():
    let_run(module(), kinds=KINDS, by=make_user())
    assert set(kinds_that_run(module())) == set(KINDS)
    facts = db.session.scalars(
        select(AuditEntry.facts).where(AuditEntry.verb == "changed who runs module")
    ).one()
    assert facts["now"] == ["ministry", "treasury"]


def test_a_kind_whose_officials_hold_roles_of_the_module_goes_on_running_it():
    unit = make_unit(kind=UnitKind.PDEF)
    assign(make_official(unit=unit), role=role("PO.ENTRY"), unit=unit, on=BEFORE, by=None)
    with pytest.raises(ModuleInUse, match=r"1 officials \(0 women\)"):
        let_run(module(), kinds=KINDS, by=None)


def test_who_holds_a_closed_role_holds_it_until_the_day_before():
    assignment = assign(make_official(), role=role(), unit=make_unit(), on=BEFORE, by=None)
    close_role(role(), on=DAY, by=make_user())
    assert (assignment.valid_to, role().closed_from) == (LAST, DAY)
    assert ["ADM.SECURITY" in [each.code for each in open_roles(day)] for day in (LAST, DAY)] == [True, False]


def test_a_closed_role_is_given_to_nobody_until_it_is_opened_again():
    close_role(role(), on=DAY, by=None)
    with pytest.raises(RoleIsClosed):
        assign(make_official(), role=role(), unit=make_unit(), on=BEFORE, by=None)
    reopen_role(role(), by=None)
    assert assign(make_official(), role=role(), unit=make_unit(), on=DAY, by=None).valid_to is None


def test_a_role_that_is_open_is_not_opened():
    with pytest.raises(RoleIsOpen):
        reopen_role(role(), by=None)


def test_a_step_of_a_chain_stays_as_long_as_units_run_the_module():
    with pytest.raises(ChainNeedsRole):
        close_role(role("PO.ENTRY"), on=DAY, by=None)
    close_role(role("PO.INQUIRY"), on=DAY, by=None)
    let_run(module(), kinds=[], by=None)
    close_role(role("PO.ENTRY"), on=DAY, by=None)
    assert role("PO.ENTRY").closed_from == DAY


def test_a_role_is_not_closed_before_the_last_one_began_to_hold_it():
    assign(make_official(), role=role(), unit=make_unit(), on=DAY, by=None)
    with pytest.raises(RoleGivenLater):
        close_role(role(), on=DAY, by=None)


def test_a_role_outside_the_chains_is_added_once():
    add_role(code="RPT.EXPORT", name_km="នាំចេញ", name_en="Export", by=None)
    assert "RPT.EXPORT" in [each.code for each in roles_in(UnitKind.PDEF)]
    with pytest.raises(ModuleCodeTaken):
        add_role(code="RPT.EXPORT", name_km="នាំចេញ", name_en="Export", by=None)


def test_a_module_is_added_and_changed_from_its_forms(coordinator):
    answer = coordinator.send("/workflow/modules/new", {**NAMES, "code": "fa", "kinds": ["ministry"]})
    assert answer.status_code == 303
    assert "Assets" in coordinator.get("/workflow/").text
    form = {"name_km": "ទ្រព្យ", "name_en": "Fixed assets", "kinds": ["ministry", "pdef"]}
    assert coordinator.send("/workflow/modules/FA", form).status_code == 303
    assert (module("FA").name_en, len(kinds_that_run(module("FA")))) == ("Fixed assets", 2)


def test_a_module_in_use_is_refused_on_the_form_and_nothing_is_changed(coordinator):
    unit = make_unit(kind=UnitKind.PDEF)
    assign(make_official(unit=unit), role=role("PO.ENTRY"), unit=unit, on=BEFORE, by=None)
    answer = coordinator.send("/workflow/modules/PO", {"name_km": "ក", "name_en": "A", "kinds": []})
    assert (answer.status_code, "hold roles of this module" in answer.text) == (422, True)
    assert module("PO").name_en != "A"


def test_a_role_is_added_renamed_closed_and_opened_from_its_page(coordinator):
    add = {"code": "RPT.EXPORT", "name_km": "នាំចេញ", "name_en": "Export"}
    assert coordinator.send("/workflow/roles/new", add).status_code == 303
    assert coordinator.send("/workflow/RPT.EXPORT/name", {**add, "name_en": "Exports"}).status_code == 303
    assert coordinator.send("/workflow/RPT.EXPORT/closing", {"on": "2018-01-01"}).status_code == 303
    page = coordinator.get("/workflow/RPT.EXPORT").text
    assert ("Exports" in page, "closed from 1 Jan 2018" in page) == (True, True)
    assert coordinator.send("/workflow/RPT.EXPORT/reopening").status_code == 303
    assert role("RPT.EXPORT").closed_from is None


def test_closing_a_step_of_a_chain_is_refused_on_the_form(coordinator):
    answer = coordinator.send("/workflow/PO.ENTRY/closing", {"on": "2018-01-01"})
    assert (answer.status_code, "needs this role" in answer.text) == (422, True)


@pytest.mark.parametrize("code", ["lower case", "RPT", "RPT.", "РPT.EXPORT"])
def test_a_code_of_another_shape_is_refused(coordinator, code):
    form = {"code": code, "name_km": "ក", "name_en": "A"}
    assert coordinator.send("/workflow/roles/new", form).status_code == 422


def test_a_focal_person_changes_no_role(browser_of):
    focal = browser_of(make_user(Role.FOCAL, unit=make_unit()))
    assert focal.get("/workflow/modules/new").status_code == 403
    assert db.session.scalars(select(RoleAssignment)).all() == []
