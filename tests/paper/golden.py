"""The golden pictures: where each word stands on them, and how much ink another drawing misses."""

import math
from pathlib import Path

import numpy as np
from PIL import Image

from tests.paper.hard_words import WORDS
from training.paper import BOLD, TEXT, TITLE

FOLDER = Path(__file__).parent / "golden"
FONTS = (TEXT, BOLD, TITLE)
SIZE = 28  # pixels; at 72 dots per inch also points
CELL = (340, 84)  # pixels
COLUMNS = 5
BASELINE = 52  # below the upper edge of a cell
INDENT = 12
ROWS = math.ceil(len(WORDS) / COLUMNS)
PICTURE = (CELL[0] * COLUMNS, CELL[1] * ROWS)
PAGE_ROWS = 15  # a PDF page of the test
FINER = 4  # both sides are drawn so many times larger and reduced, or the rounding of positions would be seen
SAME = 0.15  # of the ink; rounding stays below 0.13, one lost subscript in a long word is above 0.16


def place(number: int) -> tuple[int, int]:
    """The upper left corner of the cell of a word."""
    return number % COLUMNS * CELL[0], number // COLUMNS * CELL[1]


def ink(picture: Image.Image) -> np.ndarray:
    """Darkness, softened along the line: poppler puts each glyph on a whole pixel, Chromium does not."""
    dark = 255 - np.asarray(picture.convert("L"), dtype=np.int32)
    return (np.roll(dark, 1, axis=1) + 2 * dark + np.roll(dark, -1, axis=1)) // 4


def golden(font_name: str) -> np.ndarray:
    return ink(Image.open(FOLDER / f"{font_name}.png"))


def misses(drawn: np.ndarray, right: np.ndarray) -> dict[str, float]:
    """For each word the ink that differs, as a part of the ink of the golden picture."""
    return {word: _missed(_cell(drawn, number), _cell(right, number)) for number, word in enumerate(WORDS)}


def _cell(picture: np.ndarray, number: int) -> np.ndarray:
    x, y = place(number)
    return picture[y : y + CELL[1], x : x + CELL[0]]


def _missed(drawn: np.ndarray, right: np.ndarray) -> float:
    """After the best shift by at most two pixels: rasterisers round positions differently."""
    shifts = ((dx, dy) for dx in range(-2, 3) for dy in range(-2, 3))
    differences = (np.abs(np.roll(drawn, shift, axis=(1, 0)) - right).sum() for shift in shifts)
    return round(float(min(differences) / max(right.sum(), 1)), 3)
