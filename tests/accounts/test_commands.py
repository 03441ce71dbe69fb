"""Users from the command line."""

import pytest

from tests.factories import make_unit, make_user
from training import i18n
from training.accounts.knocking import visitor
from training.accounts.queries import user_named
from training.dates import now
from training.permissions import Role


@pytest.fixture
def run(app):
    def running(*words):
        with i18n.speaking("en"):
            return app.test_cli_runner().invoke(args=["user", *words])

    return running


def test_a_user_is_made_and_his_code_printed(run):
    said = run("create", "Root", "--role", "administrator", "--name-en", "Root")
    name, code = said.output.strip().split("\t")
    assert user_named(name).roles == {Role.ADMINISTRATOR}
    assert visitor("root", code, at=now()).came_by_code is True


def test_a_focal_person_is_made_for_a_unit(run):
    unit = make_unit(code="MOH")
    assert run("create", "thida", "--role", "focal person", "--unit", "MOH").exit_code == 0
    assert user_named("thida").answers_for == [unit]


def test_an_unknown_unit_is_refused_in_one_line(run):
    said = run("create", "thida", "--role", "focal person", "--unit", "NONE")
    assert (said.exit_code, said.output) == (2, "There is no unit with the code NONE.\n")


def test_an_unknown_user_gets_no_code(run):
    said = run("code", "nobody")
    assert (said.exit_code, said.output) == (2, "There is no user nobody.\n")


def test_several_codes_are_printed(run):
    make_user(Role.TRAINER, user_name="a1"), make_user(Role.TRAINER, user_name="a2")
    lines = run("code", "a1", "a2").output.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["a1", "a2"]


def test_a_lost_telephone_is_forgotten(run):
    make_user(Role.TRAINER, user_name="a1", totp_secret="ABCDEFGH")
    assert run("forget-telephone", "a1").exit_code == 0
    assert user_named("a1").totp_secret is None
