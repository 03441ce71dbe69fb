"""Each role has two printed pages in each language, with pictures."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.live import CHROMIUM, needs_chromium
from training.permissions import Role

GUIDES = Path(__file__).parents[1] / "docs" / "guide"
PAGES = [
    GUIDES / f"{role.replace(' ', '-').lower()}.{language}.html" for role in Role for language in ("km", "en")
]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_guide_shows_only_pictures_that_exist(page):
    pictures = re.findall(r'src="(.+?)"', page.read_text())
    assert len(pictures) >= 2
    assert [name for name in pictures if not (GUIDES / name).exists()] == []


@pytest.mark.browser
@needs_chromium
def test_every_guide_is_two_sheets_with_nothing_cut_off():
    cut = "[...document.querySelectorAll('.sheet')].map(s => s.scrollHeight > s.clientHeight)"
    with sync_playwright() as started:
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        place = browser.new_page()
        found = {}
        for page in PAGES:
            place.goto(page.as_uri())
            found[page.stem] = place.evaluate(cut)
        browser.close()
    assert found == {page.stem: [False, False] for page in PAGES}
