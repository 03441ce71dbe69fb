"""Makes the fonts of ``training/fonts`` and ``training/static/fonts`` from the npm packages of Fontsource.

    npm install @fontsource/kantumruy-pro@5.3.0 @fontsource/moul@5.3.0 \
        @fontsource/noto-sans@5.3.0 @fontsource/noto-sans-khmer@5.3.0
    python tests/paper/make_fonts.py node_modules/@fontsource

Fontsource splits a font by script; print needs one file again. Every glyph gets a code of its own (private
use where Unicode has none), because a PDF made by reportlab can only show glyphs that have one.
"""

import shutil
import sys
import tempfile
from pathlib import Path

from fontTools.merge import Merger
from fontTools.misc.transform import Identity
from fontTools.pens.reverseContourPen import ReverseContourPen
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.ttLib import TTFont

ROOT = Path(__file__).parents[2]
PRINT = ROOT / "training/fonts"
WEB = ROOT / "training/static/fonts"
LATIN = ("latin", "latin-ext")
WIDE = ("latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext")
PRINTED = {
    "KantumruyPro-Regular": [("kantumruy-pro", part, 400) for part in ("khmer", *LATIN)],
    "KantumruyPro-Bold": [("kantumruy-pro", part, 700) for part in ("khmer", *LATIN)],
    "Moul-Regular": [("moul", part, 400) for part in ("khmer", "latin")],
    "NotoSans-Regular": [("noto-sans", part, 400) for part in WIDE],
    "NotoSans-Bold": [("noto-sans", part, 700) for part in WIDE],
    "NotoSansKhmer-Regular": [("noto-sans-khmer", "khmer", 400)],
}
SERVED = [
    ("kantumruy-pro", part, weight) for weight in (400, 500, 600, 700) for part in ("khmer", *LATIN)
] + [("moul", part, 400) for part in ("khmer", "latin")]
ALIASES = {"space": [0x2000 + n for n in range(11)] + [0x202F, 0x205F, 0x3000], "hyphen": [0x2010, 0x2011]}
PRIVATE = 0xE000


def main(source: Path) -> None:
    for name, parts in PRINTED.items():
        font = merged([woff2(source, *part) for part in parts])
        if name.startswith("NotoSans-"):
            add_aliases(font)
            add_replacement_sign(font)
        give_every_glyph_a_code(font)
        rename(font, name)
        font.recalcTimestamp = False
        font["head"].modified = font["head"].created
        font.save(PRINT / f"{name}.ttf")
    for part in SERVED:
        shutil.copy(woff2(source, *part), WEB)
    for family in ("kantumruy-pro", "moul", "noto-sans", "noto-sans-khmer"):
        shutil.copy(source / family / "LICENSE", PRINT / f"OFL-{family}.txt")
    for family in ("kantumruy-pro", "moul"):
        shutil.copy(source / family / "LICENSE", WEB / f"OFL-{family}.txt")


def woff2(source: Path, family: str, part: str, weight: int) -> Path:
    return source / family / "files" / f"{family}-{part}-{weight}-normal.woff2"


def merged(paths: list[Path]) -> TTFont:
    with tempfile.TemporaryDirectory() as folder:
        plain = []
        for number, path in enumerate(paths):
            font = TTFont(path)
            font.flavor = None
            for table in ("STAT", "fpgm", "prep", "cvt ", "gasp"):
                if table in font:
                    del font[table]
            plain.append(f"{folder}/{number}.ttf")
            font.save(plain[-1])
        result = Merger().merge(plain) if len(plain) > 1 else TTFont(plain[0], lazy=False)
        result.ensureDecompiled()
    return result


def add_aliases(font: TTFont) -> None:
    known = font.getBestCmap()
    glyph = {"space": known[0x20], "hyphen": known[0x2D]}
    for name, codes in ALIASES.items():
        _map(font, {code: glyph[name] for code in codes if code not in known})


def add_replacement_sign(font: TTFont) -> None:
    """U+FFFD, a question mark cut out of a diamond: what is printed for a sign that no font has."""
    glyphs, question = font.getGlyphSet(), font.getBestCmap()[0x3F]
    pen = TTGlyphPen(None)
    middle, half = 512, 500
    pen.moveTo((middle, 857))
    for point in ((middle + half, 357), (middle, -143), (middle - half, 357)):
        pen.lineTo(point)
    pen.closePath()
    shift = Identity.translate(middle - glyphs[question].width * 0.35, 105).scale(0.7)
    glyphs[question].draw(TransformPen(ReverseContourPen(pen), shift))
    font.setGlyphOrder([*font.getGlyphOrder(), "replacement"])
    font["glyf"]["replacement"] = pen.glyph()
    font["hmtx"]["replacement"] = (2 * middle, middle - half)
    _map(font, {0xFFFD: "replacement"})


def give_every_glyph_a_code(font: TTFont) -> None:
    # reportlab writes a no-break space as a space, so the font must too.
    for table in font["cmap"].tables:
        if table.isUnicode() and 0xA0 in table.cmap and 0x20 in table.cmap:
            table.cmap[0xA0] = table.cmap[0x20]
    coded = {name for code, name in font.getBestCmap().items() if code <= 0xFFFF}
    bare = [name for name in font.getGlyphOrder() if name not in coded]
    _map(font, {PRIVATE + number: name for number, name in enumerate(bare)})


def _map(font: TTFont, codes: dict[int, str]) -> None:
    for table in font["cmap"].tables:
        if table.isUnicode():
            table.cmap.update({code: name for code, name in codes.items() if code not in table.cmap})


def rename(font: TTFont, name: str) -> None:
    family, style = name.split("-")
    for number, text in {1: family, 2: style, 4: f"{family} {style}", 6: name}.items():
        font["name"].setName(text, number, 3, 1, 0x409)
        font["name"].removeNames(number, 1)
    for record in [r for r in font["name"].names if r.nameID in {16, 17, 25}]:
        font["name"].names.remove(record)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
