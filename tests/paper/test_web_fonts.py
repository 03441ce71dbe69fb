"""The fonts of the web pages: all there, none from another host, each letter with a font."""

import re
from pathlib import Path

from fontTools.ttLib import TTFont

import training

STATIC = Path(training.__file__).parent / "static"
CSS = (STATIC / "css/fonts.css").read_text(encoding="utf-8")
RULES = re.findall(r"@font-face \{(.*?)\}", CSS, re.DOTALL)


def value(rule: str, name: str) -> str:
    return re.search(rf"{name}: (.*?);", rule).group(1)


def files() -> list[str]:
    return [re.search(r'url\("\.\./fonts/(.*?)"\)', value(rule, "src")).group(1) for rule in RULES]


def test_the_style_sheet_names_exactly_the_files_that_are_shipped():
    assert sorted(files()) == sorted(path.name for path in (STATIC / "fonts").glob("*.woff2"))


def test_nothing_comes_from_another_host():
    assert "//" not in CSS


def test_text_is_shown_before_its_font_has_arrived():
    assert [value(rule, "font-display") for rule in RULES] == ["swap"] * len(RULES)


def test_the_weights_of_the_interface_are_there():
    faces = {(value(rule, "font-family"), value(rule, "font-weight")) for rule in RULES}

    assert faces == {('"Kantumruy Pro"', weight) for weight in ("400", "500", "600", "700")} | {
        ('"Moul"', "400")
    }


def test_every_khmer_letter_in_use_has_a_glyph_in_every_khmer_file():
    letters = {*range(0x1780, 0x17A3), *range(0x17A5, 0x17B4), *range(0x17B6, 0x17DE), *range(0x17E0, 0x17EA)}
    lacking = {
        name: sorted(map(chr, letters - TTFont(STATIC / "fonts" / name).getBestCmap().keys()))
        for name in files()
        if "khmer" in name
    }

    assert set(map(str, lacking.values())) == {"[]"}


def test_the_licence_lies_beside_the_fonts():
    texts = [path.read_text(encoding="utf-8") for path in sorted((STATIC / "fonts").glob("OFL-*.txt"))]

    assert [("SIL OPEN FONT LICENSE" in text, "Copyright" in text) for text in texts] == [(True, True)] * 2
