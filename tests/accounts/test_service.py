"""Users are made, given roles, shut out: and their sign-ins end with their rights."""

from datetime import timedelta

import pytest

from tests.factories import NOON, make_official, make_unit, make_user
from training.accounts import rules, service
from training.accounts.models import SignInEnd
from training.audit import AuditEntry
from training.db import db
from training.permissions import Role


def living(token):
    return service.living_sign_in(token, at=NOON)


def signed_in(user):
    return service.open_sign_in(user, at=NOON).token


def make(by=None, roles=(Role.TRAINER,), **given):
    default = {"user_name": "Dara", "name_km": "ដារ៉ា", "name_en": "Dara", "at": NOON}
    return service.create_user(roles=roles, by=by, **(default | given))


def test_a_user_name_is_kept_in_small_letters_and_written_down():
    user = make()
    assert (user.user_name, user.roles) == ("dara", {Role.TRAINER})
    verbs = db.session.query(AuditEntry.verb).filter_by(thing_type="user", thing_id=str(user.id))
    assert [verb for (verb,) in verbs] == ["created", "gave role"]


def test_a_name_is_given_once():
    make()
    with pytest.raises(rules.NameTaken):
        make(user_name="DARA")


def test_a_focal_person_needs_a_unit():
    with pytest.raises(rules.FocalNeedsUnit):
        make(roles=[Role.FOCAL])


def test_a_focal_person_answers_for_his_unit():
    unit = make_unit()
    assert make(roles=[Role.FOCAL, Role.TRAINER], unit=unit).answers_for == [unit]


def test_a_coordinator_makes_no_administrator():
    with pytest.raises(rules.UserOutOfReach):
        make(by=make_user(Role.COORDINATOR), roles=[Role.ADMINISTRATOR])


def test_a_coordinator_gives_no_code_to_an_administrator():
    with pytest.raises(rules.UserOutOfReach):
        service.give_code(make_user(Role.ADMINISTRATOR), at=NOON, by=make_user(Role.COORDINATOR))


def test_a_focal_person_gives_codes_to_officials_only():
    focal = make_user(Role.FOCAL)
    service.give_code(make_user(Role.OFFICIAL), at=NOON, by=focal)
    with pytest.raises(rules.UserOutOfReach):
        service.give_code(make_user(Role.TRAINER), at=NOON, by=focal)


def test_a_role_is_given_once():
    user = make()
    with pytest.raises(rules.RoleHeldAlready):
        service.grant(user, Role.TRAINER, by=None, at=NOON)


def test_ending_a_role_ends_the_sign_ins():
    user = make_user(Role.TRAINER, Role.AUDITOR)
    token = signed_in(user)
    service.end_grant(user, user.grants[0], by=make_user(Role.ADMINISTRATOR), at=NOON)
    assert living(token) is None
    assert len(user.roles) == 1


def test_a_new_role_ends_the_sign_ins():
    user = make_user(Role.TRAINER)
    token = signed_in(user)
    service.grant(user, Role.AUDITOR, by=None, at=NOON)
    assert living(token) is None
    assert user.roles == {Role.TRAINER, Role.AUDITOR}


def test_nobody_disables_himself():
    administrator = make_user(Role.ADMINISTRATOR)
    with pytest.raises(rules.NotOnOneself):
        service.disable(administrator, by=administrator, at=NOON)


def test_an_enabled_user_signs_in_anew():
    user = make_user(Role.TRAINER)
    token = signed_in(user)
    service.disable(user, by=None, at=NOON)
    service.enable(user, by=None)
    assert living(token) is None
    assert living(signed_in(user)).user == user


def test_a_new_code_ends_the_sign_ins():
    user = make_user(Role.TRAINER)
    token = signed_in(user)
    service.give_code(user, at=NOON, by=None)
    assert living(token) is None
    assert user.code_ends_at == NOON + timedelta(days=14)


def test_an_official_becomes_a_user_once_by_his_id():
    official = make_official(staff_id="0123456789")
    first, again = (service.user_of_official(official, by=None, at=NOON) for _ in range(2))
    assert first is again
    assert (first.user_name, first.roles) == ("0123456789", {Role.OFFICIAL})


def test_an_official_without_id_gets_a_number():
    official = make_official(staff_id=None)
    assert service.user_of_official(official, by=None, at=NOON).user_name == f"m{official.id:06}"


def test_the_end_of_a_sign_in_says_why():
    user = make_user(Role.TRAINER)
    sign_in = service.open_sign_in(user, at=NOON)
    service.end_sign_ins(user, why=SignInEnd.DISABLED, at=NOON)
    db.session.refresh(sign_in)
    assert (sign_in.ended_at, sign_in.end) == (NOON, SignInEnd.DISABLED)


@pytest.mark.parametrize(
    ("password", "rule"),
    [
        ("short", rules.PasswordTooShort),
        ("x" * 201, rules.PasswordTooLong),
        ("dara.sok.phnompenh", rules.PasswordIsName),
    ],
)
def test_a_bad_password_is_refused(password, rule):
    with pytest.raises(rule):
        service.set_password(make(user_name="dara.sok.phnompenh"), password, at=NOON)
