"""What surrounds every request."""

import pytest

from tests.factories import make_user


@pytest.mark.parametrize("method", ["get", "post"])
def test_a_null_character_is_refused_on_both_databases_alike(browser_of, method):
    browser = browser_of(make_user())

    if method == "get":
        answer = browser.get("/officials/?q=%00")
    else:
        answer = browser.send("/lists/new", {"kind": "\0"})

    assert answer.status_code == 400
