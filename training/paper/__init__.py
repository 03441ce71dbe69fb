"""Khmer and English on paper: correct shapes and line breaks, exact text when copied, fonts inside the file.

Two ways to make a PDF. ``Sheet`` draws at given places (millimetres from the top left, type in points)::

    sheet = Sheet(title="វិញ្ញាបនបត្រ", language="km", size=A4_LANDSCAPE)
    sheet.text(148.5, 40, "វិញ្ញាបនបត្រ", font=TITLE, size=30, align=CENTRE)
    sheet.qr("https://…/verify/ABC", 20, 170, width=25)
    content: bytes = sheet.pdf()

``Document`` flows from page to page and numbers them in its language::

    paper = Document(title="របាយការណ៍", language="km", demo=True, foot="ក្រសួងសេដ្ឋកិច្ច និងហិរញ្ញវត្ថុ")
    paper.letterhead(institution=["ក្រសួងសេដ្ឋកិច្ច និងហិរញ្ញវត្ថុ"], number="១២៣", place_and_date="រាជធានីភ្នំពេញ …")
    paper.title("របាយការណ៍")
    paper.para("…")
    paper.table([Column("ល.រ", 12, CENTRE), Column("ឈ្មោះ"), Column("ស្រី", 20, RIGHT)],
                rows, totals=["", "សរុប", "៣"], summary="សរុប ១៥ នាក់ (ស្រី ៣ នាក់)")
    paper.signatures(Signature(title="ប្រធាននាយកដ្ឋាន", place_and_date="…"))
    content = paper.pdf()

Text may be anything that a person typed; it is never read as markup and never refused. The same calls
give the same bytes. Nothing here knows the web, the database or the clock.
"""

from training.paper.document import Document, Margins
from training.paper.fonts import BOLD, TEXT, TITLE, Font
from training.paper.parts import Signature, draw_motto, draw_ornament, draw_signatures
from training.paper.shaping import readable
from training.paper.sheet import (
    A4,
    A4_LANDSCAPE,
    CENTRE,
    GOLD,
    GREY,
    INK,
    LEFT,
    PALE,
    RIGHT,
    Align,
    Sheet,
    Size,
    fitting_size,
    leading_of,
    text_lines,
    text_width,
)
from training.paper.table import Column
from training.paper.words import ENGLISH, KHMER, Words, words

__all__ = [
    "A4",
    "A4_LANDSCAPE",
    "BOLD",
    "CENTRE",
    "ENGLISH",
    "GOLD",
    "GREY",
    "INK",
    "KHMER",
    "LEFT",
    "PALE",
    "RIGHT",
    "TEXT",
    "TITLE",
    "Align",
    "Column",
    "Document",
    "Font",
    "Margins",
    "Sheet",
    "Signature",
    "Size",
    "Words",
    "draw_motto",
    "draw_ornament",
    "draw_signatures",
    "fitting_size",
    "leading_of",
    "readable",
    "text_lines",
    "text_width",
    "words",
]
