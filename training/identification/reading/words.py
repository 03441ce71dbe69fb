"""What single texts say beside people: row numbers, column numbers, names of sections."""

import re
from collections.abc import Sequence

from training.identification.reading.headings import without_unit_label
from training.khmer import ascii_digits, canonical

ONES = frozenset(form.format(one) for one in "1១" for form in ("{}", "{}.", "({})", "[{}]", "{})"))
_NUMBER = re.compile(r"[(\[]?(\d+)[)\].]?")
_TRAILING_BRACKET = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
_LEADING_MARK = re.compile(
    r"""^(?: \d+ (?:[.\-]\d+)* (?: \s*[.)\-–៖:/។]+ | \s )  # 1. 1.2) or 1 and a space
          | (?: [IVXivx]+ | [A-Za-z] ) \s* [.)\-–:/]        # II. a)
          | [ក-អ] (?: \s*[.)\-–៖:/។] | \s )                # ក. or ក and a space
        )\s*""",
    re.VERBOSE,
)


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
