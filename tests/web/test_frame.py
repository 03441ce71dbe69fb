"""What surrounds every request."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import make_official, make_user
from training.permissions import Role
from training.web.navigation import GROUPS


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_null_character_is_refused_on_both_databases_alike(browser_of, method):
    browser = browser_of(make_user())

    if method == "get":
        answer = browser.get("/officials/?q=%00")
    else:
        answer = browser.send("/lists/new", {"kind": "\0"})

    assert answer.status_code == 400


@pytest.mark.parametrize("role", list(Role), ids=str)
def test_the_navigation_marks_where_one_is_and_nothing_else(app, browser_of, role):
    user = make_user(role, official_id=make_official().id)
    browser = browser_of(user)
    items = [item for _, items in GROUPS for item in items if user.may(item.action)]
    adapter = app.url_map.bind("localhost")

    for item in items:
        page = BeautifulSoup(browser.get(adapter.build(item.endpoint)).text, "html.parser")
        marked = {link.get_text(strip=True) for link in page.select('nav [aria-current="page"]')}
        assert marked == {str(item.label)}
