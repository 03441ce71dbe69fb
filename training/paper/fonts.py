"""The fonts of paper: the three hands (text, bold, title), what they fall back to, loaded once."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import uharfbuzz as hb
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FOLDER = Path(__file__).parents[1] / "fonts"
UNKNOWN = "\ufffd"  # printed for a sign that no font has; a diamond with a question mark, never a hollow box
PRIVATE = range(0xE000, 0xF900)  # codes that our font files give to glyphs without a letter of their own


@dataclass(frozen=True, slots=True)
class Font:
    """A hand to write in: the first face that has a sign draws it."""

    name: str
    faces: tuple[str, ...]


TEXT = Font("text", ("KantumruyPro-Regular", "NotoSans-Regular", "NotoSansKhmer-Regular"))
BOLD = Font("bold", ("KantumruyPro-Bold", "NotoSans-Bold", "NotoSansKhmer-Regular"))
TITLE = Font("title", ("Moul-Regular", "KantumruyPro-Bold", "NotoSans-Bold", "NotoSansKhmer-Regular"))


@dataclass(frozen=True, eq=False)
class Face:
    """One font file, ready to shape and to be put into a PDF; widths in thousandths of the type size."""

    name: str
    shaper: hb.Font
    scale: float  # font units to thousandths
    signs: frozenset[int]  # what it can write
    codes: dict[int, int]  # glyph number to the code that shows it in a PDF
    widths: dict[int, float]  # code to width


@cache
def face(name: str) -> Face:
    """Read the font file ``name`` and make it known to reportlab; later calls return the same face."""
    path = FOLDER / f"{name}.ttf"
    pdf_font = TTFont(name, path, asciiReadable=False)  # with it, 96 letters go into every file
    pdfmetrics.registerFont(pdf_font)
    shaper = hb.Font(hb.Face(hb.Blob.from_file_path(str(path))))
    glyph_of = pdf_font.face.charToGlyph
    codes: dict[int, int] = {}
    for code in sorted(glyph_of):
        codes.setdefault(glyph_of[code], code)
    return Face(
        name=name,
        shaper=shaper,
        scale=1000 / shaper.face.upem,
        signs=frozenset(code for code in glyph_of if code not in PRIVATE),
        codes=codes,
        widths={code: pdf_font.face.getCharWidth(code) for code in codes.values()},
    )
