"""Draws the golden pictures with Chromium from the fonts of print: ``python -m tests.paper.make_golden``."""

import html
import io
import shutil

from PIL import Image
from playwright.sync_api import sync_playwright

from tests.paper.golden import BASELINE, FINER, FOLDER, FONTS, INDENT, PICTURE, SIZE, place
from tests.paper.hard_words import WORDS
from training.paper import Font
from training.paper.fonts import FOLDER as FONT_FILES

SHADES = 16  # four bits are enough for edges and keep the files small


def page(font: Font) -> str:
    faces = "".join(
        f"@font-face{{font-family:{name};src:url({(FONT_FILES / f'{name}.ttf').as_uri()})}}"
        for name in font.faces
    )
    # An empty box as high as the baseline is deep puts the text on it, whatever the metrics of the font.
    words = "".join(
        f'<p style="left:{x + INDENT}px;top:{y}px"><i></i>{html.escape(word)}</p>'
        for word, (x, y) in zip(WORDS, map(place, range(len(WORDS))), strict=True)
    )
    return f"""<!doctype html><html lang="km"><meta charset="utf-8"><style>{faces}
        body{{margin:0;width:{PICTURE[0]}px;height:{PICTURE[1]}px}}
        p{{position:absolute;margin:0;font:{SIZE}px/0 {",".join(font.faces)};white-space:pre}}
        p{{text-rendering:geometricPrecision}}
        i{{display:inline-block;height:{BASELINE}px}}</style>{words}"""


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"),
            args=[
                "--font-render-hinting=none",
                "--disable-lcd-text",
                f"--force-device-scale-factor={FINER}",
                "--enable-font-subpixel-positioning",
            ],
        )
        view = {"width": PICTURE[0], "height": PICTURE[1]}
        tab = browser.new_page(viewport=view, device_scale_factor=FINER)
        source = FOLDER / "page.html"
        for font in FONTS:
            source.write_text(page(font), encoding="utf-8")
            tab.goto(source.as_uri())
            tab.evaluate("document.fonts.ready")
            picture = Image.open(io.BytesIO(tab.screenshot())).convert("L").reduce(FINER)
            picture.quantize(SHADES).save(FOLDER / f"{font.name}.png", optimize=True)
        source.unlink()
        browser.close()


if __name__ == "__main__":
    main()
