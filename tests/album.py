"""The pictures of the guides, taken while the story is played: ``PICTURES=1 pytest tests/test_story.py``."""

import io
import os
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page

TARGET = Path(__file__).parents[1] / "docs" / "guide" / "pictures"
TAKING = bool(os.environ.get("PICTURES"))
TELEPHONE, DESK = (390, 844), (1280, 800)
LARGEST = 80_000
WIDEST = 900
ROLES = {
    "administrator": (DESK, "/users"),
    "coordinator": (DESK, "/calendar"),
    "trainer": (TELEPHONE, "/schedule/"),
    "focal person": (DESK, "/lists"),
    "official": (TELEPHONE, "/schedule/"),
    "HR officer": (DESK, "/statistics"),
    "auditor": (DESK, "/audit-log"),
}


def take_first_pages(page: Page) -> None:
    """Enter as each role by its button on the sign-in page; keep its first page and the page of its trade."""
    for role, (size, trade) in ROLES.items():
        visitor = page.context.browser.new_context(
            base_url=page.base_url,
            locale=page.locale,
            viewport=dict(zip(("width", "height"), size, strict=True)),
        )
        place = visitor.new_page()
        place.goto("/sign-in")
        place.locator(f"form:has(input[name=role][value='{role}']) button").click()
        place.wait_for_load_state()
        assert place.locator("h1").count() == 1
        name = role.replace(" ", "-").lower()
        keep(place, f"{name}.{page.language}")
        place.goto(trade)
        keep(place, f"{name}-works.{page.language}")
        visitor.close()


def picture(page: Page, name: str) -> None:
    """Keep what the story shows now, as it looks at a desk."""
    if TAKING:
        before = page.viewport_size
        page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
        keep(page, f"{name}.{page.language}")
        page.set_viewport_size(before)


def keep(page: Page, name: str) -> None:
    """Store the screen with as many colours as the allowed size lets it have."""
    if not TAKING:
        return
    page.wait_for_load_state("networkidle")
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    if shot.width > WIDEST:
        shot = shot.resize((WIDEST, shot.height * WIDEST // shot.width), Image.Resampling.LANCZOS)
    path = TARGET / f"{name}.png"
    for colours in (64, 32, 16, 8):
        shot.quantize(colours, dither=Image.Dither.NONE).save(path, optimize=True)
        if path.stat().st_size <= LARGEST:
            return
    raise AssertionError(f"{name} stays larger than {LARGEST} bytes")
