"""Every page of the demo as people see it: on a telephone in Khmer, at a desk in English.

Each is examined by axe, must not be wider than the screen, and may leave no message in the console, where
the browser also tells what the content security policy stopped.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from bs4 import BeautifulSoup
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, sync_playwright
from sqlalchemy import select
from werkzeug.exceptions import HTTPException

from app import create_app
from tests.live import CHROMIUM, needs_chromium, server
from training import dates, jobs
from training.assessments.models import Result
from training.certificates.models import Certificate
from training.courses.models import Feature
from training.db import access, db
from training.identification import reviewing
from training.identification.models import IdentificationList
from training.officials.merging import Couple, merge
from training.officials.models import Official
from training.permissions import Role

pytestmark = [pytest.mark.long, pytest.mark.browser, pytest.mark.real_database, needs_chromium]
KHMER_TELEPHONE = {"locale": "km-KH", "viewport": {"width": 390, "height": 844}}
ENGLISH_DESK = {"locale": "en-US", "viewport": {"width": 1280, "height": 900}}
DARK = ("/", "/officials/", "/calendar/", "/statistics", "/readiness", "/classes/")
GRAVE = {"serious", "critical"}
TOO_WIDE = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
NOT_FOUND = [
    "console: Failed to load resource: the server responded with a status of 404 (NOT FOUND)",
    "answered 404",
]
BAD = """<!doctype html><html><head><title>Bad</title><script>console.error("no!")</script></head>
<body><main><h1>Bad</h1><div style="width: 2000px"><img src="data:,"></div></main></body></html>"""
DARKNESS = "getComputedStyle(document.body).colorScheme"
ROLES = sorted(Role, key=lambda role: role is not Role.COORDINATOR)  # who finds most goes first
SOME = 6  # pages of a kind, read for the links in them
ANSWERS = {  # for programs, and what leads on at once; files say so by their ending
    "static", "calendar.events", "calendar.rooms", "certificates.file", "identification.answer",
    "identification.file", "operation.health", "web.language", "web.theme",
}  # fmt: skip
NOT_OF_A_DEMO = {"accounts.first_password", "accounts.second_factor"}  # after a printed code, by telephone


def pages(app: Flask) -> set[str]:
    """The endpoints of all that people look at."""
    return {
        rule.endpoint
        for rule in app.url_map.iter_rules()
        if "GET" in rule.methods and "." not in rule.rule and rule.endpoint not in ANSWERS
    }


class Walk:
    """What was seen on a walk through the pages, and what was wrong with them."""

    def __init__(self, app: Flask) -> None:
        self.axe = Axe()
        self.adapter = app.url_map.bind("localhost")
        self.pages = pages(app)
        self.seen: set[str] = set()  # endpoints
        self.wrong: dict[str, list[str]] = {}

    def through(self, browser: BrowserContext, *, begin: str) -> None:
        """Open ``begin``, and every kind of page that links lead to and that was not seen yet."""
        self.look_at(browser, begin)
        for endpoint, path in self.found(browser, begin).items():
            if endpoint not in self.seen:
                self.look_at(browser, path)

    def found(self, browser: BrowserContext, begin: str) -> dict[str, str]:
        """An address for every kind of page that links lead to; of each kind some pages are read for more."""
        known: dict[str, list[str]] = defaultdict(list)
        waiting = [begin]
        while waiting:
            page = BeautifulSoup(browser.request.get(waiting.pop(0)).text(), "html.parser")
            for path in (urlsplit(link["href"]).path for link in page.find_all("a", href=True)):
                endpoint = self.endpoint(path)
                if endpoint and path not in known[endpoint] and len(known[endpoint]) < SOME:
                    known[endpoint].append(path)
                    waiting.append(path)
        return {endpoint: paths[0] for endpoint, paths in known.items() if paths}

    def endpoint(self, path: str) -> str | None:
        """What kind of page is at ``path``; ``None`` for files and for what is no page of ours."""
        try:
            endpoint, _arguments = self.adapter.match(path, method="GET")
        except HTTPException:
            return None
        return endpoint if endpoint in self.pages else None

    def look_at(self, browser: BrowserContext, path: str) -> None:
        """Open one page and write down what is wrong with it."""
        page, told = browser.new_page(), []
        page.on("console", lambda message: told.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: told.append(f"script: {error}"))
        answer = page.goto(path)
        page.wait_for_load_state("networkidle")
        wrong = [*told]  # what comes later comes from axe, which tries inline styles
        if answer.status != 200:
            wrong.append(f"answered {answer.status}")
        if page.evaluate(TOO_WIDE):
            wrong.append("wider than the screen")
        wrong += [
            f"{violation['id']}: {node['html'][:200]}"
            for violation in self.axe.run(page).response["violations"]
            for node in violation["nodes"]
            if violation["impact"] in GRAVE
        ]
        page.close()
        self.seen.add(self.endpoint(path) or path)
        if wrong:
            self.wrong[path] = wrong


@dataclass(frozen=True)
class Demo:
    """Where it is served, and what no link leads to before somebody has worked in it."""

    address: str
    rare: tuple[str, ...]


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    with server(folder) as address:
        app = create_app({"DATA_DIR": str(folder), "SECRET_KEY": "test", "DATABASE_URL": ""})
        with app.app_context(), access(to_write=True):
            rare = tuple(rarities())
            db.session.commit()
            db.engine.dispose()
        yield Demo(address, rare)


def rarities() -> Iterator[str]:
    """Write a merge, a newer list, a pair of look-alikes, a job, a feature of rooms; give their pages."""
    first, second, third, fourth = db.session.scalars(select(Official).order_by(Official.id.desc()).limit(4))
    merged = merge(Couple(kept=first, other=second, on=dates.today(), at=dates.now()), by=None)
    job = jobs.submit(reviewing.read_list, by=None, list_id=1)
    db.session.add(Feature(code="generator", name_km="ម៉ាស៊ីនភ្លើង", name_en="Generator"))
    db.session.flush()
    lists = select(IdentificationList).order_by(IdentificationList.id.desc())
    late = db.session.scalars(lists).first()
    late.replaces_id = (
        db.session.scalars(
            lists.where(IdentificationList.unit_id == late.unit_id, IdentificationList.id != late.id)
        )
        .first()
        .id
    )
    db.session.flush()
    yield f"/lists/{late.id}/comparison"
    yield f"/officials/merges/{merged.id}"
    yield f"/officials/{third.id}/doubles/{fourth.id}"
    yield f"/jobs/{job.id}"
    yield "/resources/features/generator"
    yield f"/units/{third.unit_id}/licences/{third.id}"
    yield f"/results/{db.session.scalars(select(Result.id)).first()}/correction"
    yield f"/verify/{db.session.scalars(select(Certificate.code)).first()}"


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def enter(browser: Browser, address: str, role: Role, **looks) -> BrowserContext:
    """A browser in which one has entered as ``role`` by its button on the sign-in page."""
    entered = browser.new_context(base_url=address, **looks)
    page = entered.new_page()
    page.goto("/sign-in")
    page.locator(f"form:has(input[name=role][value='{role}']) button").click()
    page.wait_for_url("**/")
    page.close()
    return entered


def test_a_bad_page_would_be_seen(chromium, demo, app):
    walk, browser = Walk(app), chromium.new_context(base_url=demo.address, **KHMER_TELEPHONE)
    browser.route("**/verify", lambda route: route.fulfill(body=BAD, content_type="text/html"))
    walk.look_at(browser, "/verify")
    assert [fault.partition(":")[0] for fault in walk.wrong["/verify"]] == [
        "console", "wider than the screen", "html-has-lang", "image-alt",
    ]  # fmt: skip


@pytest.mark.parametrize("looks", [KHMER_TELEPHONE, ENGLISH_DESK], ids=["km-telephone", "en-desk"])
def test_every_page_is_accessible_fits_and_is_silent(chromium, demo, app, looks):
    walk = Walk(app)
    outside = chromium.new_context(base_url=demo.address, **looks)
    for path in ("/sign-in", "/verify", "/verify/NONE"):
        walk.look_at(outside, path)
    for role in ROLES:
        entered = enter(chromium, demo.address, role, **looks)
        walk.through(entered, begin="/")
        for path in demo.rare if role is Role.COORDINATOR else ():
            walk.look_at(entered, path)
        entered.close()
    assert walk.wrong == {"/verify/NONE": NOT_FOUND}
    assert walk.pages - walk.seen == NOT_OF_A_DEMO


@pytest.mark.parametrize("looks", [KHMER_TELEPHONE, ENGLISH_DESK], ids=["km-telephone", "en-desk"])
def test_dark_pages_are_accessible_too(chromium, demo, app, looks):
    walk = Walk(app)
    entered = enter(chromium, demo.address, Role.COORDINATOR, color_scheme="dark", **looks)
    for path in DARK:
        walk.look_at(entered, path)
    page = entered.new_page()
    page.goto("/")
    assert page.evaluate(DARKNESS) == "dark"
    entered.close()
    assert walk.wrong == {}
