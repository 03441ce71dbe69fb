"""From text to placed glyphs: cleaning, clusters, a face for each, HarfBuzz with an explicit script."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import uharfbuzz as hb

from training.paper.fonts import UNKNOWN, Face, Font, face

JOINERS = "\u200b\u200c\u200d"  # zero-width space and joiners are part of typed Khmer
COENG = "\u17d2"
KHMER = re.compile(r"[\u1780-\u17ff\u19e0-\u19ff\u25cc]")
_DROPPED = re.compile(r"[\u034f\u115f\u1160\u180b-\u180f\u3164\ufe00-\ufe0f\uffa0\U000e0000-\U000e0fff]")
_NO_SIGNS = "".join(f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000))
_BROKEN = re.compile(f"[\ud800-\udfff\ufdd0-\ufdef{_NO_SIGNS}]")  # halves of signs, and codes that are none
_BLANK = re.compile(r"[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_PLAIN = re.compile(r"[\x20-\x7e]*")


@dataclass(frozen=True, slots=True)
class Glyph:
    """One glyph of a run; lengths in thousandths of the type size."""

    code: int
    advance: float
    dx: float
    dy: float


@dataclass(frozen=True, slots=True)
class Run:
    """Neighbouring glyphs of one face."""

    face: Face
    glyphs: tuple[Glyph, ...]


@dataclass(frozen=True, slots=True)
class Shaped:
    """A line ready to be drawn: runs, width in thousandths of the type size, text for extraction."""

    runs: tuple[Run, ...]
    width: float
    text: str


def clean(text: object) -> str:
    """The text as one line in NFC, without control characters, direction overrides or halves of signs."""
    line = str(text)
    if _PLAIN.fullmatch(line):
        return line
    line = _BROKEN.sub(UNKNOWN, _DROPPED.sub("", _BLANK.sub(" ", line)))
    kept = (sign for sign in line if sign in JOINERS or unicodedata.category(sign) not in {"Cc", "Cf"})
    return unicodedata.normalize("NFC", "".join(kept))


def readable(text: str) -> str:
    """What a reader of the file finds when searching or copying: the clean text without zero-width spaces."""
    return clean(text).replace("\u200b", "")


def clusters(text: str) -> Iterator[str]:
    """Split where a line might be cut at worst: never between a letter and its subscript, vowel or mark."""
    start = 0
    for here in range(1, len(text)):
        if not joined(text[here - 1], text[here]):
            yield text[start:here]
            start = here
    if text:
        yield text[start:]


def joined(before: str, sign: str) -> bool:
    """Whether ``sign`` is drawn together with the sign before it."""
    if before in {COENG, "\u200d"}:
        return KHMER.match(sign) is not None
    return sign in "\u200c\u200d" or unicodedata.category(sign) in {"Mn", "Mc", "Me"}


@lru_cache(maxsize=4096)
def shape(text: str, font: Font) -> Shaped:
    """Place the glyphs of one line; text may be anything a person typed."""
    line = clean(text)
    runs = tuple(
        Run(used, tuple(_placed(used, "".join(part for part, _face, _script in parts), script)))
        for (used, script), parts in groupby(_faced(line, font), key=lambda part: part[1:])
    )
    width = sum(glyph.advance for run in runs for glyph in run.glyphs)
    return Shaped(runs=runs, width=width, text=readable(line))


def width(text: str, font: Font, size: float) -> float:
    """The width of one line, in the unit of ``size``."""
    return shape(text, font).width * size / 1000


def _faced(line: str, font: Font) -> Iterator[tuple[str, Face, str]]:
    """Each cluster with the face that draws it and its script.

    Digits, spaces and points take the script before them, as in browsers; at the start, the one that follows.
    """
    faces = [face(name) for name in font.faces]
    script = next(filter(None, map(_script, line)), "Latn")
    for cluster in clusters(line):
        script = _script(cluster[0]) or script
        for part, used in _written(cluster, faces):
            yield part, used, script


def _script(sign: str) -> str:
    if KHMER.match(sign):
        return "Khmr"
    return "Latn" if sign.isalpha() else ""


def _written(cluster: str, faces: list[Face]) -> Iterator[tuple[str, Face]]:
    """The first face that has the whole cluster; else sign by sign, and at last the sign for unknown."""
    for one in faces:
        if all(ord(sign) in one.signs or sign in JOINERS for sign in cluster):
            yield cluster, one
            return
    if len(cluster) > 1:
        for sign in cluster:
            yield from _written(sign, faces)
    else:
        yield from _written(UNKNOWN, faces)


def _placed(used: Face, text: str, script: str) -> Iterator[Glyph]:
    buffer = hb.Buffer()
    buffer.add_str(text)
    buffer.direction = "ltr"
    buffer.script = script
    buffer.language = "km" if script == "Khmr" else "en"
    hb.shape(used.shaper, buffer, {"kern": True, "liga": True})
    for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
        yield Glyph(
            code=used.codes[info.codepoint],
            advance=position.x_advance * used.scale,
            dx=position.x_offset * used.scale,
            dy=position.y_offset * used.scale,
        )
