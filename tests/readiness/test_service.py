"""Licences: granted to who is trained, or with a reason; withdrawn with one."""

from datetime import date

import pytest

from tests.factories import MONDAY, make_official, make_unit, make_user
from tests.readiness.steps import earn, hold, make_module
from training.classes.rules import ReasonNeeded
from training.readiness import service


@pytest.fixture
def trained():
    unit, course = make_unit(), make_module()
    official = hold(unit, "ENTRY")
    earn(official, course)
    return official, unit


def grant(official, unit, **given):
    return service.grant_licence(official, unit=unit, **({"on": MONDAY, "by": None} | given))


def test_who_is_trained_for_his_role_gets_a_licence(trained):
    user = make_user()
    licence = grant(*trained, by=user)
    assert (licence.valid_from, licence.exception, licence.granted_by_id) == (MONDAY, "", user.id)


def test_who_is_not_trained_gets_none():
    with pytest.raises(service.NotTrainedForIt):
        grant(make_official(), make_unit())


def test_who_lacks_a_course_of_his_role_gets_none():
    unit, _course = make_unit(), make_module()
    with pytest.raises(service.NotTrainedForIt):
        grant(hold(unit, "ENTRY"), unit)


def test_an_exception_names_its_reason():
    assert grant(make_official(), make_unit(), exception="auditor").exception == "auditor"


def test_nobody_gets_two_in_one_unit(trained):
    grant(*trained)
    with pytest.raises(service.LicenceHeld):
        grant(*trained)


def test_a_licence_is_withdrawn_with_a_reason_and_may_be_granted_again(trained):
    licence = grant(*trained)
    service.withdraw(licence, reason="moved away", on=MONDAY, by=None)
    assert (licence.valid_to, licence.ended_reason) == (MONDAY, "moved away")
    assert grant(*trained).id != licence.id


def test_withdrawing_needs_a_reason(trained):
    with pytest.raises(ReasonNeeded):
        service.withdraw(grant(*trained), reason=" ", on=MONDAY, by=None)


def test_a_licence_is_withdrawn_once(trained):
    licence = grant(*trained)
    service.withdraw(licence, reason="moved away", on=MONDAY, by=None)
    with pytest.raises(service.LicenceEnded):
        service.withdraw(licence, reason="again", on=MONDAY, by=None)


def test_a_licence_cannot_end_before_it_begins(trained):
    with pytest.raises(service.EndsBeforeGranted):
        service.withdraw(grant(*trained), reason="moved away", on=date(2017, 11, 12), by=None)
