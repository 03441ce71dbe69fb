"""Line breaks by ICU, which knows Khmer words; never inside a cluster, however narrow the column."""

import re
from functools import lru_cache

from icu4py.breakers import LineBreaker

from training.paper.fonts import Font
from training.paper.shaping import clean, clusters, joined, width

ELLIPSIS = "…"
_HARD_BREAK = re.compile(r"\r\n|[\n\r\v\f\x85\u2028\u2029]")
_BEYOND_BMP = re.compile(r"[\U00010000-\U0010ffff]")


@lru_cache(maxsize=4096)
def pieces(text: str) -> tuple[str, ...]:
    """The parts of a clean line between which it may be broken, with their trailing spaces."""
    # ICU counts in UTF-16; a stand-in for each sign beyond it keeps the places equal to Python's.
    breaker = LineBreaker(_BEYOND_BMP.sub("\ufffd", text), "km")
    ends = [
        end for _start, end in breaker.segments() if end == len(text) or not joined(text[end - 1], text[end])
    ]
    return tuple(text[start:end] for start, end in zip([0, *ends], ends, strict=False))


def wrap(text: object, font: Font, *, size: float, within: float) -> list[str]:
    """The lines of a text in a column ``within`` wide (in the unit of ``size``); its line ends are kept."""
    return [
        line
        for paragraph in _HARD_BREAK.split(str(text))
        for line in _lines(clean(paragraph), font, size=size, within=within)
    ]


def wrap_at_most(text: object, font: Font, *, size: float, within: float, lines: int) -> list[str]:
    """As ``wrap``, cut with an ellipsis after so many lines."""
    all_lines = wrap(text, font, size=size, within=within)
    if len(all_lines) <= lines:
        return all_lines
    last = list(clusters(all_lines[lines - 1]))
    while last and width("".join(last) + ELLIPSIS, font, size) > within:
        last.pop()
    return [*all_lines[: lines - 1], "".join(last).rstrip() + ELLIPSIS]


def _lines(text: str, font: Font, *, size: float, within: float) -> list[str]:
    done: list[str] = []
    line, length = "", 0.0
    for piece in _narrow_pieces(text, font, size=size, within=within):
        if line and length + width(piece.rstrip(), font, size) > within:
            done.append(line.rstrip())
            line, length = "", 0.0
        line += piece if line else piece.lstrip()
        length += width(piece, font, size)
    return [*done, line.rstrip()]


def _narrow_pieces(text: str, font: Font, *, size: float, within: float) -> list[str]:
    """The pieces, those that are wider than the column cut between clusters."""
    result: list[str] = []
    for piece in pieces(text):
        if width(piece.rstrip(), font, size) > within:
            result.extend(clusters(piece))
        else:
            result.append(piece)
    return result
