"""Take the pictures of the guides from the running demo: ``python -m tests.pictures``."""

import io
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests.live import CHROMIUM, server

TARGET = Path(__file__).parents[1] / "docs" / "guide" / "pictures"
LANGUAGES = {"km": "km-KH", "en": "en-US"}
ROLES = ("administrator", "coordinator", "trainer", "focal person", "official", "HR officer", "auditor")
ON_TELEPHONE = {"trainer", "official"}
STEPS = {2: "list", 3: "needs", 5: "seats", 7: "attendance", 10: "readiness"}
LARGEST = 80_000
WIDEST = 900


def main() -> None:
    """Take every picture, in both languages."""
    TARGET.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as folder,
        server(Path(folder)) as address,
        sync_playwright() as started,
    ):
        browser = started.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for language in LANGUAGES:
            take_first_pages(browser, address, language)
            take_the_story(browser, address, language)
        browser.close()


def open_page(browser: Browser, address: str, language: str, *, width: int) -> Page:
    """A fresh visitor who reads this language, at the sign-in page."""
    height = 844 if width < 600 else 800
    context = browser.new_context(
        base_url=address, locale=LANGUAGES[language], viewport={"width": width, "height": height}
    )
    page = context.new_page()
    page.goto("/sign-in")
    return page


def take_first_pages(browser: Browser, address: str, language: str) -> None:
    """Each role's first page, on the device that role carries."""
    for role in ROLES:
        page = open_page(browser, address, language, width=390 if role in ON_TELEPHONE else 1280)
        send(page, "/demo/sign-in", role=role)
        keep(page, f"{role.replace(' ', '-').lower()}.{language}.png")
        page.context.close()


def take_the_story(browser: Browser, address: str, language: str) -> None:
    """The pages the tasks happen on, opened by the steps of the demo's story."""
    page = open_page(browser, address, language, width=1280)
    send(page, "/demo/sign-in", role="coordinator")
    for number, name in STEPS.items():
        send(page, f"/demo/steps/{number}")
        keep(page, f"{name}.{language}.png")
    send(page, "/demo/sign-in", role="coordinator")
    page.goto("/certificates")
    page.locator("main table a[href*='/certificates/']").first.click()
    page.wait_for_load_state()
    keep(page, f"certificate.{language}.png")
    page.context.close()


def send(page: Page, action: str, **fields: str) -> None:
    """Post a form as the demo's own buttons do."""
    token = page.locator("meta[name=csrf-token]").first.get_attribute("content")
    with page.expect_navigation():
        page.evaluate(
            """([action, fields]) => {
                const form = document.createElement('form');
                form.method = 'post';
                form.action = action;
                for (const [name, value] of Object.entries(fields)) {
                    const input = document.createElement('input');
                    input.name = name;
                    input.value = value;
                    form.append(input);
                }
                document.body.append(form);
                form.submit();
            }""",
            [action, {"csrf_token": token, **fields}],
        )


def keep(page: Page, name: str) -> None:
    """Store what is on the screen with as many colours as the allowed size lets it have."""
    page.wait_for_load_state("networkidle")
    shot = Image.open(io.BytesIO(page.screenshot())).convert("RGB")
    if shot.width > WIDEST:
        shot = shot.resize((WIDEST, shot.height * WIDEST // shot.width), Image.Resampling.LANCZOS)
    for colours in (64, 32, 16, 8):
        shot.quantize(colours, dither=Image.Dither.NONE).save(TARGET / name, optimize=True)
        if (TARGET / name).stat().st_size <= LARGEST:
            return
    raise SystemExit(f"{name} stays larger than {LARGEST} bytes")


if __name__ == "__main__":
    main()
