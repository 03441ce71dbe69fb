"""Every address names its permission, and every role reaches what is granted to it, and nothing else.

Each page is opened with the number of a real record, by a user who has to do with that record; so a role that
may see it reads it, and one that may not is told so.
"""

import pytest

from tests.factories import make_user
from tests.world import World, make_world
from training.permissions import GRANTS, Action, Role

PUBLIC = {
    "accounts.sign_in", "accounts.sign_in_send", "accounts.sign_out", "demo.enter", "demo.reset",
    "demo.step", "feeds.read", "operation.health", "verification.index", "verification.show", "web.language",
    "web.theme",
}  # fmt: skip
LEADS_ON = {"accounts.sign_in", "accounts.first_password"}  # who has signed in is led to another page
SHARED = {  # what a focal person may open whatever his unit; the class of this world is open to all units
    "attendance.index", "certificates.of_class", "classes.show", "courses.requirements_of", "courses.show",
    "feeds.read", "results.index", "seats.index", "seats.new", "statistics.export", "verification.show",
    "waiting.index", "workflow.role",
}  # fmt: skip
NOT_EVERYBODYS: dict[str, set[Role]] = {  # open to every role, but only the record of one's own
    "certificates.file": set(Role) - {Role.ADMINISTRATOR},
    "operation.job": {Role.ADMINISTRATOR, Role.COORDINATOR, Role.AUDITOR},
    "operation.progress": {Role.ADMINISTRATOR, Role.COORDINATOR, Role.AUDITOR},
}


@pytest.fixture
def world() -> World:
    return make_world()


def guards(app) -> dict[str, Action | str | None]:
    """The action each endpoint asks for; ``None`` is a public one."""
    return {
        name: getattr(view, "action", "missing")
        for name, view in app.view_functions.items()
        if name != "static"
    }


def pages(app) -> list[str]:
    """The endpoint of every page."""
    return sorted(
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and rule.endpoint != "static"
    )


def nowhere(app) -> dict[str, str]:
    """The address of every page about a record, with the number of one that is not there."""
    about_records = {rule.endpoint for rule in app.url_map.iter_rules() if rule.arguments}
    return {page: address for page, address in addresses(app, "GET").items() if page in about_records}


def addresses(app, method: str) -> dict[str, str]:
    """An address of everything that takes ``method``, with the number of no record."""
    adapter = app.url_map.bind("localhost")
    return {
        rule.endpoint: adapter.build(
            rule.endpoint,
            {name: 999_999 if f"<int:{name}>" in rule.rule else "NONE" for name in rule.arguments},
            method=method,
        )
        for rule in app.url_map.iter_rules()
        if method in rule.methods and rule.endpoint != "static"
    }


def wanted(action: Action | None, endpoint: str, role: Role) -> int:
    """What a user of ``role`` who has to do with the record is answered."""
    if action is not None and action not in GRANTS[role]:
        return 403
    if role not in NOT_EVERYBODYS.get(endpoint, {role}):
        return 404
    return 303 if endpoint in LEADS_ON else 200


def test_every_address_names_its_permission_or_is_public(app):
    assert [name for name, action in guards(app).items() if action == "missing"] == []


def test_these_addresses_and_no_others_are_public(app):
    assert {name for name, action in guards(app).items() if action is None} == PUBLIC


def test_every_action_is_granted_to_somebody_and_asked_by_some_address(app):
    granted = frozenset().union(*GRANTS.values())
    assert set(Action) - granted == set()
    assert set(guards(app).values()) - {None} <= granted


@pytest.mark.parametrize("role", list(Role))
def test_each_role_reaches_what_it_is_granted_and_nothing_else(app, browser_of, world, role):
    browser, asked = browser_of(world.people[role]), guards(app)
    given = {page: browser.get(world.address(app, page)).status_code for page in pages(app)}
    assert given == {page: wanted(asked[page], page, role) for page in pages(app)}


@pytest.mark.parametrize("role", list(Role))
def test_nobody_reaches_a_record_that_is_not_there(app, browser_of, role):
    """The world is empty here: each address with a number says so, to who may ask at all."""
    missing = nowhere(app)
    browser, asked = browser_of(make_user(role)), guards(app)
    given = {page: browser.get(address).status_code for page, address in missing.items()}
    assert given == {
        page: 404 if asked[page] is None or asked[page] in GRANTS[role] else 403 for page in missing
    }


@pytest.mark.parametrize("role", list(Role))
def test_nobody_sends_what_is_not_granted_to_him(app, browser_of, role):
    browser, asked = browser_of(make_user(role)), guards(app)
    forbidden = {
        page: address
        for page, address in addresses(app, "POST").items()
        if asked[page] is not None and asked[page] not in GRANTS[role]
    }
    given = {page: browser.send(address).status_code for page, address in forbidden.items()}
    assert given == dict.fromkeys(forbidden, 403)


def test_nobody_sends_anything_before_he_has_signed_in(app, browser):
    closed = {page: address for page, address in addresses(app, "POST").items() if page not in PUBLIC}
    answers = {page: browser.send(address) for page, address in closed.items()}
    led = {page: (answer.status_code, answer.location) for page, answer in answers.items()}
    assert led == dict.fromkeys(closed, (303, "/sign-in?next=/"))


def test_a_focal_person_of_another_ministry_finds_nothing_of_this_one(app, browser_of, world):
    browser, asked = browser_of(make_user(Role.FOCAL)), guards(app)
    about_records = [page for page in nowhere(app) if asked[page] in GRANTS[Role.FOCAL] | {None}]
    given = {page: browser.get(world.address(app, page)).status_code for page in about_records}
    assert {page for page, status in given.items() if status == 200} == SHARED
    assert {page: status for page, status in given.items() if status not in {200, 404}} == {}


def test_who_has_not_signed_in_is_sent_to_the_door(app, browser, world):
    closed = [page for page in pages(app) if page not in PUBLIC]
    answers = {page: browser.get(world.address(app, page)) for page in closed}
    wrong = {
        page: (answer.status_code, answer.location)
        for page, answer in answers.items()
        if answer.status_code != 303 or not answer.location.startswith("/sign-in?next=/")
    }
    assert wrong == {}


def test_who_has_not_signed_in_opens_what_is_public(app, browser, world):
    public = [page for page in pages(app) if page in PUBLIC]
    given = {page: browser.get(world.address(app, page)).status_code for page in public}
    assert given == dict.fromkeys(public, 200)
