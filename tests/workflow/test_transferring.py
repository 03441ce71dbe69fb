"""Who is transferred may leave his workflow roles behind."""

from datetime import date

import pytest

from tests.factories import make_official, make_unit, make_user
from training.db import db
from training.officials.models import Official
from training.officials.service import AlreadyThere
from training.organisation.models import Unit
from training.workflow.models import WorkflowRole
from training.workflow.queries import held_by
from training.workflow.service import EndsBeforeItBegins, assign, load_reference
from training.workflow.transferring import transfer_ending_roles

BEFORE, DAY, LAST = date(2017, 9, 1), date(2018, 1, 1), date(2017, 12, 31)


@pytest.fixture(autouse=True)
def modules():
    load_reference()


def give(official, code="AP.ENTRY", *, on=BEFORE, unit=None):
    role = db.session.get_one(WorkflowRole, code)
    unit = unit or db.session.get_one(Unit, official.unit_id)
    return assign(official, role=role, unit=unit, on=on, by=None)


def test_the_roles_in_the_former_unit_end_the_day_before_and_others_stay():
    official = make_official()
    here, elsewhere = give(official), give(official, unit=make_unit())
    to = make_unit()
    posting = transfer_ending_roles(official, to=to, on=DAY, by=None)
    assert (official.unit_id, posting.valid_from) == (to.id, DAY)
    assert (here.valid_to, elsewhere.valid_to) == (LAST, None)


def test_a_role_that_begins_later_stands_in_the_way_and_nothing_is_changed():
    official = make_official()
    give(official, on=DAY)
    unit_id = official.unit_id
    with pytest.raises(EndsBeforeItBegins):
        transfer_ending_roles(official, to=make_unit(), on=DAY, by=None)
    assert official.unit_id == unit_id


def test_nobody_is_transferred_to_where_he_serves():
    official = make_official()
    give(official)
    with pytest.raises(AlreadyThere):
        transfer_ending_roles(official, to=db.session.get_one(Unit, official.unit_id), on=DAY, by=None)
    assert [assignment.valid_to for assignment in held_by(official)] == [None]


@pytest.mark.parametrize(("ticked", "last"), [({"ends_roles": "y"}, LAST), ({}, None)])
def test_the_form_ends_the_roles_if_that_is_ticked(browser_of, ticked, last):
    coordinator = browser_of(make_user())
    official, to = make_official(), make_unit()
    give(official)
    form = {"unit": to.id, "on": "2018-01-01", **ticked}
    assert coordinator.send(f"/officials/{official.id}/transfer", form).status_code == 303
    assert db.session.get_one(Official, official.id).unit_id == to.id
    assert [assignment.valid_to for assignment in held_by(official)] == [last]
