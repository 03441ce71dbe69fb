"""What single texts say beside people: totals, footers, row numbers, section names."""

import re
from collections.abc import Sequence
from enum import IntEnum
from functools import cache

from training.identification.reading.headings import without_unit_label
from training.khmer import ascii_digits, canonical
from training.reference import reference

SEEN = 50_000
_NUMBER = re.compile(r"[(\[]?(\d+)[)\].]?")
_TRAILING_BRACKET = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
_LEADING_MARK = re.compile(
    r"""^(?: \d+ (?:[.\-]\d+)* (?: \s*[.)\-–៖:/។]+ | \s )  # 1. 1.2) or 1 and a space
          | (?: [IVXivx]+ | [A-Za-z] ) \s* [.)\-–:/]        # II. a)
          | [ក-អ] (?: \s*[.)\-–៖:/។] | \s )                # ក. or ក and a space
        )\s*""",
    re.VERBOSE,
)


class Beginning(IntEnum):
    PLAIN = 0
    FOOTER = 1
    TOTAL = 2  # tells more than a footer word in the same row


class Beginnings(dict[str, Beginning]):
    """Whether a text starts with a total word or a footer word; forgets all when it grows too long."""

    def __missing__(self, text: str) -> Beginning:
        if len(self) > SEEN:
            self.clear()
        self[text] = found = _beginning(text)
        return found


def number_of(text: str) -> int | None:
    """The number that a text is, in brackets or with a full stop; None when it is none."""
    match = _NUMBER.fullmatch(ascii_digits(text))
    return int(match[1]) if match and len(match[1]) < 10 else None


def is_counting(texts: Sequence[str]) -> bool:
    """Whether a row counts its columns: 1, 2, 3 …"""
    numbers = [number_of(text) for text in texts if text]
    return len(numbers) >= 3 and numbers == list(range(1, len(numbers) + 1))


def section_name(text: str) -> str:
    """The unit that a section row names, without its number or letter and a trailing bracket."""
    text = canonical(text)
    match = _LEADING_MARK.match(ascii_digits(text))
    name = _TRAILING_BRACKET.sub("", text[match.end() :] if match else text)
    return without_unit_label(name).strip() or text


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
