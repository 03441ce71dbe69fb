"""Every page is whole for every role and in both languages: heading, labels, names.

Pages about a record are opened with the number of a real one; ``test_permissions`` tells who may open what.
"""

from collections import Counter

import pytest
from bs4 import BeautifulSoup
from sqlalchemy import func, select

from tests.world import World, make_world
from training import i18n
from training.db import db
from training.permissions import Role

FEWEST = {None: 2, Role.COORDINATOR: 50}  # pages shown, so that the test cannot pass by seeing none
UNSEEN_TYPES = {"hidden", "submit", "button"}


@pytest.fixture
def world() -> World:
    return make_world()


def pages(app) -> list[str]:
    """The endpoint of every page."""
    return sorted(
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and rule.endpoint != "static"
    )


def shown(app, browser, world) -> dict[str, BeautifulSoup]:
    """Every page that this browser's user is shown, by its address."""
    addresses = [world.address(app, page) for page in pages(app)]
    answers = {address: browser.get(address) for address in addresses}
    return {
        address: BeautifulSoup(answer.text, "html.parser")
        for address, answer in answers.items()
        if answer.status_code == 200 and answer.mimetype == "text/html"
    }


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


def reader(browser_of, browser, world, *, role, language):
    """A browser in which a user of ``role``, or nobody, reads in ``language``."""
    reading = browser_of(world.people[role]) if role else browser
    with reading.session_transaction() as session:
        session["language"] = language
    return reading


def test_the_world_of_these_tests_holds_a_record_of_every_kind(world, browser_of):
    browser_of(world.people[Role.COORDINATOR])  # which writes a sign-in
    empty = [
        table.name
        for table in db.metadata.sorted_tables
        if not db.session.scalar(select(func.count()).select_from(table))
    ]
    assert empty == []


@pytest.mark.parametrize("language", i18n.LANGUAGES)
@pytest.mark.parametrize("role", [None, *Role])
def test_every_page_is_whole(app, browser, browser_of, world, role, language):
    wrong = {}
    reading = reader(browser_of, browser, world, role=role, language=language)
    pages = shown(app, reading, world)
    assert len(pages) >= FEWEST.get(role, 10)
    for address, page in pages.items():
        found = faults(page)
        if page.html["lang"] != language:
            found.append(f"speaks {page.html['lang']}")
        if language == "km" and not any("ក" <= sign <= "៿" for sign in page.h1.get_text()):
            found.append(f"heading {page.h1.get_text()}")
        if found:
            wrong[address] = found
    assert wrong == {}
