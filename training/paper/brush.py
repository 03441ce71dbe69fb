"""The one place that speaks PDF: places glyphs, lines and figures on reportlab's canvas."""

from collections.abc import Iterable, Iterator
from io import BytesIO

from reportlab.lib.rl_accel import fp_str
from reportlab.pdfbase.pdfdoc import PDFDictionary
from reportlab.pdfbase.pdfmetrics import getFont
from reportlab.pdfgen.canvas import Canvas

from training.paper.fonts import TEXT, Font, face
from training.paper.outline import outline
from training.paper.qr import Box
from training.paper.shaping import Run, readable, shape

WATERMARK = (0.92, 0.92, 0.92)
POINTS = 72 / 25.4  # points in a millimetre


class Brush:
    """Draws on one file, in millimetres from the top left corner."""

    def __init__(self, out: BytesIO, *, width: float, height: float) -> None:
        face(TEXT.faces[0])
        self.width = width
        self.height = height
        self._canvas = Canvas(
            out,
            pagesize=(width * POINTS, height * POINTS),
            invariant=1,
            pageCompression=1,
            initialFontName=TEXT.faces[0],
        )

    def describe(self, *, title: str, author: str, language: str) -> None:
        self._canvas.setTitle(readable(title))
        self._canvas.setAuthor(readable(author))
        self._canvas.setSubject("")
        self._canvas.setCreator("FMIS training")
        self._canvas.setProducer("FMIS training")
        self._canvas.setCatalogEntry("Lang", language)
        self._canvas.setCatalogEntry("ViewerPreferences", PDFDictionary({"DisplayDocTitle": "true"}))

    def end_page(self) -> None:
        self._canvas.showPage()

    def save(self) -> None:
        self._canvas.save()

    def write(
        self, *, x: float, y: float, text: str, font: Font, size: float, colour: tuple[float, ...]
    ) -> None:
        """One line from ``x`` on the baseline ``y``, with its exact text for search and copying."""
        shaped = shape(text, font)
        if not shaped.runs:
            return
        self._canvas.setFillColorRGB(*colour)
        place = f"BT 1 0 0 1 {fp_str(x * POINTS, (self.height - y) * POINTS)} Tm"
        glyphs = " ".join(code for run in shaped.runs for code in self._show(run, size))
        self._add(f"{place} {_spoken(shaped.text, glyphs)} ET")

    def line(
        self,
        *,
        x: float,
        y: float,
        to_x: float,
        to_y: float,
        width: float,
        colour: tuple[float, ...],
        dash: float,
    ) -> None:
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.setLineWidth(width * POINTS)
        self._canvas.setDash([dash * POINTS] if dash else [])
        ends = (x * POINTS, (self.height - y) * POINTS, to_x * POINTS, (self.height - to_y) * POINTS)
        self._canvas.line(*ends)

    def box(
        self, *, x: float, y: float, width: float, height: float, edge: float, colour: tuple[float, ...]
    ) -> None:
        self._canvas.setStrokeColorRGB(*colour)
        self._canvas.setLineWidth(edge * POINTS)
        self._canvas.setDash([])
        self._add(f"{self._corners((x, y, width, height))} S")

    def fill(self, *, x: float, y: float, width: float, height: float, colour: tuple[float, ...]) -> None:
        self.fill_all(boxes=[(x, y, width, height)], colour=colour)

    def fill_all(self, *, boxes: Iterable[Box], colour: tuple[float, ...]) -> None:
        self._canvas.setFillColorRGB(*colour)
        self._add(f"{' '.join(self._corners(box) for box in boxes)} f")

    def polygon(self, *, points: tuple[tuple[float, float], ...], colour: tuple[float, ...]) -> None:
        self._canvas.setFillColorRGB(*colour)
        places = [fp_str(x * POINTS, (self.height - y) * POINTS) for x, y in points]
        self._add(f"{places[0]} m {' '.join(f'{place} l' for place in places[1:])} h f")

    def watermark(self, *, text: str, font: Font) -> None:
        """Large pale words from the lower left to the upper right; a figure, so that no search finds them."""
        length = shape(text, font).width
        scale = min(self.width, self.height) * POINTS * 0.8 / length
        self._canvas.saveState()
        self._canvas.translate(self.width * POINTS / 2, self.height * POINTS / 2)
        self._canvas.rotate(35)
        self._canvas.scale(scale, scale)
        self._canvas.translate(-length / 2, -250)
        self._canvas.setFillColorRGB(*WATERMARK)
        self._add(f"{outline(text, font)} f")
        self._canvas.restoreState()

    def _add(self, code: str) -> None:
        self._canvas._code.append(code)  # reportlab has no public door for operators of our own

    def _corners(self, box: Box) -> str:
        x, y, width, height = box
        return (
            f"{fp_str(x * POINTS, (self.height - y - height) * POINTS, width * POINTS, height * POINTS)} re"
        )

    def _show(self, run: Run, size: float) -> Iterator[str]:
        """The operators for one run: a TJ array for glyphs of one subset on one height."""
        font, document = getFont(run.face.name), self._canvas._doc
        parts: list[str] = []
        subset, rise, debt = -1, 0.0, 0.0
        for glyph in run.glyphs:
            ((glyph_subset, code),) = font.splitString(chr(glyph.code), document)
            if (glyph_subset, glyph.dy) != (subset, rise):
                yield from _array(parts)
                parts = []
            if glyph_subset != subset:
                subset = glyph_subset
                yield f"{font.getSubsetInternalName(subset, document)} {fp_str(size)} Tf"
            if glyph.dy != rise:
                rise = glyph.dy
                yield f"{fp_str(rise * size / 1000)} Ts"
            # TJ numbers move to the left, in thousandths of the size.
            debt -= glyph.dx
            if abs(debt) > 0.01:
                parts.append(fp_str(debt))
            parts.append(f"<{code.hex()}>")
            debt = run.face.widths[glyph.code] - glyph.advance + glyph.dx
        if abs(debt) > 0.01:
            parts.append(fp_str(debt))
        yield from _array(parts)
        if rise:
            yield "0 Ts"


def _array(parts: list[str]) -> Iterator[str]:
    if parts:
        yield f"[{''.join(parts)}] TJ".replace("><", "")


def _spoken(text: str, glyphs: str) -> str:
    return f"/Span <</ActualText <feff{text.encode('utf-16-be').hex()}>>> BDC {glyphs} EMC"
