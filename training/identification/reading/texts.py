"""Cleaned texts of whole rows, and which of them start with a total word or a footer word.

Most rows of most lists are clean already. One look at the row as a whole tells; cells are cleaned one by one
only where that look finds something.
"""

import re
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cache

from training.identification.reading.cells import (
    DASHES,
    EMPTY_WORDS,
    ERROR_VALUES,
    Cell,
    is_empty_word,
    shown,
)
from training.identification.reading.model import BETWEEN_CELLS
from training.khmer import UNCLEAN, canonical, clean
from training.reference import reference

SEEN = 50_000  # texts remembered at once
_UNCLEAN = re.compile(f"[{UNCLEAN}]|[^\\S {BETWEEN_CELLS}]")
_LEADING, _TRAILING = f"{BETWEEN_CELLS} ", f" {BETWEEN_CELLS}"


class Beginning(IntEnum):
    PLAIN = 0
    FOOTER = 1
    TOTAL = 2  # tells more than a footer word in the same row


class Texts:
    """Cleans rows; remembers texts, and forgets all when it has seen too many."""

    def __init__(self) -> None:
        self.special: dict[str, Beginning] = {}  # texts that start with a total word or a footer word
        self.saw_error = False  # whether a cell held the text of an error value
        self._cleaned: dict[str, str] = {}
        self._beginnings = _beginnings()

    def of_row(self, cells: Sequence[Cell]) -> tuple[list[str], str]:
        """The cleaned texts of a row, "" for cells that count as empty; and the row as it came."""
        texts = [cell if isinstance(cell, str) else shown(cell) for cell in cells]
        row = BETWEEN_CELLS.join(texts)
        if row.count(BETWEEN_CELLS) != len(texts) - 1:  # a hostile text holds the separator itself
            texts = [text.replace(BETWEEN_CELLS, " ") for text in texts]
            row = BETWEEN_CELLS.join(texts)
        if _is_unclean(row):
            known = self._cleaned
            return [known[text] if text in known else self._clean(text) for text in texts], row
        for at, text in enumerate(texts):
            if text[:2] in self._beginnings:
                texts[at] = self._clean(text)
        return texts, row

    def beginning(self, texts: Sequence[str]) -> Beginning:
        """What a row is by the beginnings of its cells; a total word tells more than a footer word."""
        if self.special.keys().isdisjoint(texts):
            return Beginning.PLAIN
        return max(self.special.get(text, Beginning.PLAIN) for text in texts)

    def _clean(self, raw: str) -> str:
        known = self._cleaned.get(raw)
        if known is not None:
            return known
        if len(self._cleaned) > SEEN:
            self._cleaned.clear()
        text = clean(raw)
        if text[:2] in self._beginnings:
            text = self._noted(text)
        self._cleaned[raw] = text
        return text

    def _noted(self, text: str) -> str:
        if is_empty_word(text):
            self.saw_error = self.saw_error or "#" in text
            return ""
        beginning = _beginning(text)
        if beginning is not Beginning.PLAIN:
            self.special[text] = beginning
        return text


def _is_unclean(row: str) -> bool:
    if _UNCLEAN.search(row) or row[:1] == " " or row[-1:] == " ":
        return True
    return "  " in row or _LEADING in row or _TRAILING in row


def _beginning(text: str) -> Beginning:
    squeezed = _squeezed(text)
    if squeezed.startswith(_totals()):
        return Beginning.TOTAL
    return Beginning.FOOTER if squeezed.startswith(_footers()) else Beginning.PLAIN


def _squeezed(text: str) -> str:
    return canonical(text).replace(" ", "").lower()


@cache
def _totals() -> tuple[str, ...]:
    return tuple(map(_squeezed, reference().total_words))


@cache
def _footers() -> tuple[str, ...]:
    return tuple(map(_squeezed, reference().footer_words))


@cache
def _beginnings() -> frozenset[str]:
    """How texts begin, in two letters, that may be a special word or stand for an empty cell."""
    words = (*_totals(), *_footers(), *EMPTY_WORDS, *ERROR_VALUES)
    dashes = {first + second for first in DASHES for second in ("", *DASHES)}
    return frozenset(dashes.union(*map(_two_letters, words)))


def _two_letters(word: str) -> Iterator[str]:
    """The first two letters in any case; Khmer signs after their base may come in any order."""
    signs = re.match(r"\S[\u17b6-\u17d3]*", word)
    seconds = (
        set(signs[0][1:]) | {"\u17c1", "\u17b6", "\u17b8"} if signs and len(signs[0]) > 1 else {word[1], " "}
    )
    for first in {word[0].lower(), word[0].upper()}:
        for second in seconds:
            yield from (first + second.lower(), first + second.upper())
