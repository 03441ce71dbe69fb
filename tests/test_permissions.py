"""Every address names its permission, and every role reaches what is granted to it, and nothing else."""

import pytest

from tests.factories import make_user
from training.permissions import GRANTS, Action, Role

ADDRESSLESS = {"static"}


def guards(app) -> dict[str, Action | None]:
    """The action each endpoint asks for; ``None`` is a public one."""
    return {
        name: getattr(view, "action", "missing")
        for name, view in app.view_functions.items()
        if name not in ADDRESSLESS
    }


def pages(app) -> dict[str, str]:
    """The address of every page that needs a permission, with 1 in place of each argument."""
    adapter = app.url_map.bind("localhost")
    return {
        rule.endpoint: adapter.build(rule.endpoint, dict.fromkeys(rule.arguments, 1))
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and guards(app).get(rule.endpoint)
    }


def test_every_address_names_its_permission_or_is_public(app):
    assert [name for name, action in guards(app).items() if action == "missing"] == []


def test_these_addresses_and_no_others_are_public(app):
    assert {name.split(".")[0] for name, action in guards(app).items() if action is None} == {
        "accounts", "demo", "feeds", "operation", "verification", "web",
    }  # fmt: skip


def test_every_action_is_granted_to_somebody_and_asked_by_some_address(app):
    granted = frozenset().union(*GRANTS.values())
    assert set(Action) - granted == set()
    assert set(guards(app).values()) - {None} <= granted


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reaches_what_it_is_granted_and_nothing_else(app, browser_of, role):
    browser = browser_of(make_user(role))
    wrong = {}
    for endpoint, path in pages(app).items():
        status = browser.get(path).status_code
        wanted = {200, 302, 303, 404, 422} if guards(app)[endpoint] in GRANTS[role] else {403}
        if status not in wanted:
            wrong[endpoint] = (path, status)
    assert wrong == {}


def test_who_has_not_signed_in_is_sent_to_the_door(app, browser):
    wrong = {}
    for endpoint, path in pages(app).items():
        answer = browser.get(path)
        if answer.status_code not in {302, 303, 401} or "/sign-in" not in (answer.location or "/sign-in"):
            wrong[endpoint] = answer.status_code
    assert wrong == {}
