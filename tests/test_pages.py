"""Every page without arguments is whole for every role and in both languages: heading, labels, names."""

from collections import Counter

import pytest
from bs4 import BeautifulSoup

from tests.factories import make_user
from training import i18n
from training.permissions import Role

UNSEEN_TYPES = {"hidden", "submit", "button"}


def pages(app) -> list[str]:
    return sorted(
        rule.rule for rule in app.url_map.iter_rules() if "GET" in rule.methods and not rule.arguments
    )


def shown(browser, path) -> BeautifulSoup | None:
    """The page, if there is one for this browser's user; no answer may be a fault of the program."""
    answer = browser.get(path)
    assert answer.status_code in {200, 302, 303, 401, 403, 404, 422}, (path, answer.status_code)
    is_page = answer.status_code == 200 and answer.mimetype == "text/html"
    return BeautifulSoup(answer.text, "html.parser") if is_page else None


def faults(page: BeautifulSoup) -> list[str]:
    found = []
    headings = page.find_all("h1")
    title = page.title.get_text(strip=True) if page.title else ""
    if len(headings) != 1 or not headings[0].get_text(strip=True):
        found.append(f"{len(headings)} h1")
    elif not title.startswith(" ".join(headings[0].get_text().split())):
        found.append(f"title {title}")
    ids = Counter(tag["id"] for tag in page.find_all(id=True))
    found += [f"id {name} stands {count} times" for name, count in ids.items() if count > 1]
    found += [
        f"no label: {field}"
        for field in page.find_all(["input", "select", "textarea"])
        if not labelled(field)
    ]
    found += [f"no name: {tag}" for tag in page.find_all(["a", "button"]) if not named(tag)]
    found += [f"no alt: {tag}" for tag in page.find_all("img") if tag.get("alt") is None]
    return found


def labelled(field) -> bool:
    if field.get("type") in UNSEEN_TYPES or field.get("aria-label") or field.get("aria-labelledby"):
        return True
    by_id = field.get("id") and field.find_parent("html").find("label", attrs={"for": field["id"]})
    return bool(by_id or field.find_parent("label"))


def named(tag) -> bool:
    return bool(tag.get_text(strip=True) or tag.get("aria-label") or tag.find("img", alt=True))


def test_there_are_pages(app):
    assert len(pages(app)) > 20


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("role", [None, *Role])
def test_every_page_is_whole(app, browser, browser_of, role, language):
    reader = browser_of(make_user(role)) if role else browser
    with reader.session_transaction() as session:
        session["language"] = language
    wrong = {}
    for path in pages(app):
        page = shown(reader, path)
        if page is None:
            continue
        found = faults(page)
        if page.html["lang"] != language:
            found.append(f"speaks {page.html['lang']}")
        if found:
            wrong[path] = found
    assert wrong == {}


@pytest.mark.parametrize("role", list(Role))
def test_a_khmer_page_has_a_khmer_heading(app, browser_of, role):
    reader = browser_of(make_user(role))
    with reader.session_transaction() as session:
        session["language"] = "km"
    headings = {path: page.h1.get_text() for path in pages(app) if (page := shown(reader, path))}
    latin = {path: text for path, text in headings.items() if not any("ក" <= sign <= "៿" for sign in text)}
    assert latin == {}
