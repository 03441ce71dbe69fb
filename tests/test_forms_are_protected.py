"""Every address that changes something refuses a request without the form's token."""

from tests.factories import make_user
from training.permissions import Role


def addresses_that_change(app) -> list[str]:
    """Every POST address, with something in place of its arguments."""
    with app.test_request_context():
        adapter = app.url_map.bind("localhost")
        rules = [rule for rule in app.url_map.iter_rules() if "POST" in rule.methods]
        return [
            adapter.build(rule.endpoint, dict.fromkeys(rule.arguments, 1), method="POST") for rule in rules
        ]


def test_without_a_token_nothing_is_changed(app, browser_of):
    browser = browser_of(make_user(*(role for role in Role if role is not Role.FOCAL)))
    as_json = {"Accept": "application/json"}
    answers = {
        path: browser.post(path, data={"x": "1"}, headers=as_json) for path in addresses_that_change(app)
    }
    assert answers
    assert {path: (answer.json or {}).get("type") for path, answer in answers.items()} == dict.fromkeys(
        answers, "/errors/ExpiredForm"
    )


def test_nothing_but_get_head_options_and_post_is_used(app):
    methods = {method for rule in app.url_map.iter_rules() for method in rule.methods}
    assert methods == {"GET", "HEAD", "OPTIONS", "POST"}
