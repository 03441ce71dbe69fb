"""The story in a browser: list → class → seats → marks → result → certificate → verification → statistics."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Locator, Page, sync_playwright

from tests.album import TAKING, picture, take_first_pages
from tests.live import CHROMIUM, needs_chromium, server
from tests.paper.tools import text_of
from training import dates

pytestmark = [pytest.mark.browser, pytest.mark.real_database, needs_chromium]
LANGUAGES = {"km": "km-KH", "en": "en-US"}
SIZES = {"km": (390, 844), "en": (1280, 900)}


@pytest.fixture(scope="module", params=["km", "en"])
def page(request, tmp_path_factory) -> Page:
    language = request.param
    width, height = SIZES[language]
    with server(tmp_path_factory.mktemp(language)) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        context = browser.new_context(
            base_url=address, locale=LANGUAGES[language], viewport={"width": width, "height": height}
        )
        page = context.new_page()
        page.language, page.complaints = language, []
        page.base_url, page.locale = address, LANGUAGES[language]
        page.on("console", lambda told: told.type == "error" and page.complaints.append(told.text))
        page.goto("/sign-in")
        yield page
        browser.close()


def follow(page: Page, button: Locator) -> None:
    """Press what leads to another page, and wait for that page: the one left behind must not be asked."""
    with page.expect_navigation():
        button.click()


def open_step(page: Page, number: int) -> None:
    """Open a step of the story by its button in the demo's bar."""
    page.locator("details.story > summary").click()
    follow(page, page.locator(f"form[action='/demo/steps/{number}'] button"))


def press(page: Page, action: str) -> None:
    """Send the form that posts to ``action``; where it tells the consequences first, open and tick that."""
    form = page.locator(f"form[action$='{action}']").first
    if not form.locator("button[type=submit], button").first.is_visible():
        page.locator("details", has=form).last.locator("summary").click()
    for tick in form.locator("input[type=checkbox]").all():
        tick.check()
    follow(page, form.locator("button").last)


def class_address(page: Page) -> str:
    return re.search(r"/classes/\d+", page.url).group()


def test_the_story(page: Page):
    if TAKING:
        take_first_pages(page)
    apply_a_list(page)
    open_a_class_and_give_a_seat(page)
    mark_and_seal_every_session(page)
    place = finish_the_class(page)
    earned = page.locator("main table tbody tr").count()
    check_a_certificate(page, place)
    page.goto("/statistics")
    assert str(163 + earned) in page.inner_text("main")
    open_step(page, 10)
    picture(page, "readiness")
    assert page.complaints == []


def apply_a_list(page: Page) -> None:
    """A list arrives: the doubtful row is decided, the list is applied."""
    open_step(page, 2)
    picture(page, "list")
    accepting = page.locator("form[action*='/decision'] input[value=accept] ~ button")
    if accepting.count():
        follow(page, accepting.first)
    press(page, "/application")
    assert page.locator("h1").count() == 1
    assert page.locator("form[action$='/application']").count() == 0


def open_a_class_and_give_a_seat(page: Page) -> None:
    """A class is opened by hand and published, an official gets a seat in it and sees his schedule."""
    open_step(page, 3)
    picture(page, "needs")
    open_step(page, 4)
    picture(page, "class")
    overview = page.locator("#course option", has_text="FMIS").first.get_attribute("value")
    page.select_option("#course", overview)
    page.select_option("#trainer", index=1)
    page.fill("#first_day", (dates.today() + timedelta(days=20)).isoformat())
    follow(page, page.locator("button.btn-primary[type=submit]").last)
    place = class_address(page)
    press(page, "/publication")
    page.goto(f"{place}/seats/new")
    follow(page, page.locator("input[name=official] ~ button").first)
    page.goto(f"{place}/seats/")
    assert page.locator("main table tbody tr").count() == 1
    open_step(page, 6)
    assert page.locator("h1").count() == 1


def mark_and_seal_every_session(page: Page) -> None:
    """The trainer marks and seals every session that is over."""
    open_step(page, 7)
    picture(page, "attendance")
    sessions = 0
    while page.locator("button[name=all]").count():
        follow(page, page.locator("button[name=all]"))
        press(page, "/seal")
        sessions += 1
        open_step(page, 7)
    assert sessions >= 6


def finish_the_class(page: Page) -> str:
    """Results are entered, outcomes decided, certificates issued."""
    open_step(page, 8)
    place = class_address(page)
    for field in page.locator("input.marks").all():
        field.fill("75")
    follow(page, page.locator(f"form[action='{place}/results'] button[type=submit]"))
    press(page, "/outcomes")
    picture(page, "results")
    page.goto(f"{place}/seats/")
    picture(page, "seats")
    page.goto(f"{place}/certificates")
    press(page, "/certificates")
    assert page.locator("table tbody tr").count() >= 15
    return place


def check_a_certificate(page: Page, place: str) -> None:
    """The certificate is printed, and checked by anybody."""
    with page.expect_download() as download:
        page.goto(f"{place}/certificates")
        follow(page, page.locator("main table tbody tr a").first)
        picture(page, "certificate")
        page.locator("a[href$='/file']").click()
    printed = text_of(download.value.path().read_bytes())
    number = re.search(r"\d+/\d\d", printed).group()
    family = page.locator(".person__latin").first.inner_text().split()[0]
    page.goto(f"/verify?number={number}&family_name={family}")
    assert page.locator("main .note--good, .note--good").count() == 1
