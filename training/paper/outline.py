"""Letters as figures, for what must be seen on paper but not found in its text: the watermark."""

from functools import lru_cache

from reportlab.lib.rl_accel import fp_str

from training.paper.fonts import Font
from training.paper.shaping import shape

Point = tuple[float, float]


class Outline:
    """A pen that writes the operators of a PDF path, in thousandths of the type size."""

    def __init__(self, *, scale: float) -> None:
        self.operators: list[str] = []
        self.scale = scale
        self.origin: Point = (0.0, 0.0)
        self._at: Point = (0.0, 0.0)

    def moveTo(self, point: Point) -> None:  # noqa: N802  HarfBuzz calls its pens by these names
        self._add("m", point)

    def lineTo(self, point: Point) -> None:  # noqa: N802
        self._add("l", point)

    def qCurveTo(self, bend: Point, point: Point) -> None:  # noqa: N802
        """PDF has only cubic curves; this is the same curve as one of them."""
        first = tuple(at + (to - at) * 2 / 3 for at, to in zip(self._at, bend, strict=True))
        second = tuple(at + (to - at) * 2 / 3 for at, to in zip(point, bend, strict=True))
        self._add("c", (first[0], first[1]), (second[0], second[1]), point)

    def curveTo(self, first: Point, second: Point, point: Point) -> None:  # noqa: N802
        self._add("c", first, second, point)

    def closePath(self) -> None:  # noqa: N802
        self.operators.append("h")

    def _add(self, operator: str, *points: Point) -> None:
        numbers = (
            part + number * self.scale
            for point in points
            for part, number in zip(self.origin, point, strict=True)
        )
        self.operators.append(f"{fp_str(*numbers)} {operator}")
        self._at = points[-1]


@lru_cache(maxsize=16)
def outline(text: str, font: Font) -> str:
    """The path of one line, from (0, 0) on its baseline, in thousandths of the type size."""
    operators: list[str] = []
    x = 0.0
    for run in shape(text, font).runs:
        numbers = {code: glyph for glyph, code in run.face.codes.items()}
        pen = Outline(scale=run.face.scale)
        for glyph in run.glyphs:
            pen.origin = (x + glyph.dx, glyph.dy)
            run.face.shaper.draw_glyph_with_pen(numbers[glyph.code], pen)
            x += glyph.advance
        operators += pen.operators
    return " ".join(operators)
