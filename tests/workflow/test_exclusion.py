"""Steps that exclude each other: kept apart, and together again."""

from datetime import date

import pytest

from tests.factories import make_official, make_unit, make_user
from training.db import db
from training.permissions import Role
from training.workflow.exclusion import (
    BothAreHeld,
    ExcludedAlready,
    OneStepOnly,
    exclude,
    exclusions,
    get_step,
    no_longer_exclude,
)
from training.workflow.models import WorkflowRole
from training.workflow.service import StepsIncompatible, assign, load_reference

DAY = date(2017, 9, 1)


@pytest.fixture(autouse=True)
def modules():
    load_reference()


@pytest.fixture
def coordinator(browser_of):
    return browser_of(make_user())


def pairs():
    return [(pair.first.code, pair.second.code) for pair in exclusions()]


def give(official, *codes):
    unit = make_unit()
    for code in codes:
        role = db.session.get_one(WorkflowRole, code)
        assign(official, role=role, unit=unit, on=DAY, by=None)


def test_two_more_steps_are_kept_apart():
    exclude(get_step("REVIEW"), get_step("APPROVE"), by=make_user())
    assert pairs() == [("ENTRY", "APPROVE"), ("REVIEW", "APPROVE")]
    with pytest.raises(StepsIncompatible):
        give(make_official(), "AP.REVIEW", "AP.APPROVE")


@pytest.mark.parametrize("codes", [("ENTRY", "APPROVE"), ("APPROVE", "ENTRY")])
def test_two_steps_are_kept_apart_once_whichever_comes_first(codes):
    with pytest.raises(ExcludedAlready):
        exclude(*map(get_step, codes), by=None)


def test_a_step_does_not_exclude_itself():
    with pytest.raises(OneStepOnly):
        exclude(get_step("ENTRY"), get_step("ENTRY"), by=None)


def test_what_somebody_holds_together_is_not_kept_apart():
    give(make_official(), "AP.ENTRY", "GL.REVIEW")  # of two modules: nobody holds both in one
    exclude(get_step("ENTRY"), get_step("REVIEW"), by=None)
    give(make_official(), "AP.REVIEW", "AP.APPROVE")
    with pytest.raises(BothAreHeld, match=r"1 officials \(0 women\)"):
        exclude(get_step("APPROVE"), get_step("REVIEW"), by=None)


def test_steps_that_no_longer_exclude_each_other_may_be_held_together():
    no_longer_exclude(get_step("APPROVE"), get_step("ENTRY"), by=make_user())
    give(make_official(), "AP.ENTRY", "AP.APPROVE")
    assert pairs() == []


def test_steps_are_kept_apart_and_together_from_the_page(coordinator):
    form = {"first": "ENTRY", "second": "REVIEW"}
    assert coordinator.send("/workflow/exclusions/", form).status_code == 303
    again = coordinator.send("/workflow/exclusions/", form)
    assert (again.status_code, "exclude each other already" in again.text) == (422, True)
    for status in (303, 404):
        answer = coordinator.send("/workflow/exclusions/ENTRY/REVIEW/removal")
        assert answer.status_code == status
    assert pairs() == [("ENTRY", "APPROVE")]


def test_a_trainer_reads_the_page_and_changes_nothing(browser_of):
    trainer = browser_of(make_user(Role.TRAINER))
    assert "Approve" in trainer.get("/workflow/exclusions/").text
    assert trainer.send("/workflow/exclusions/ENTRY/APPROVE/removal").status_code == 403
