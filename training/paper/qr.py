"""QR codes as rectangles, which print sharp at any size."""

from collections.abc import Iterator
from functools import lru_cache

import segno

Box = tuple[float, float, float, float]  # x, y, width, height in millimetres


@lru_cache(maxsize=256)
def squares(data: str, *, x: float, y: float, width: float) -> tuple[Box, ...]:
    """The dark parts of the code for ``data`` in a square; neighbours in a row are one rectangle."""
    # One mask for all: choosing the best of eight costs ten times as much and readers do not need it.
    rows = segno.make(data, error="m", micro=False, mask=3, boost_error=False).matrix
    module = width / len(rows)
    return tuple(
        (x + start * module, y + number * module, (end - start) * module, module)
        for number, row in enumerate(rows)
        for start, end in _dark_stretches(row)
    )


def _dark_stretches(row: bytearray) -> Iterator[tuple[int, int]]:
    start = None
    for place, dark in enumerate([*row, 0]):
        if dark and start is None:
            start = place
        elif not dark and start is not None:
            yield start, place
            start = None
