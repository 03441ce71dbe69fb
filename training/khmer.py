"""Khmer text: cleaned, put in canonical order, compared, sorted, with Khmer or ASCII digits.

The order of signs is that of Unicode Technical Note 61: base, robat, subscripts (subscript RO last), shifter,
vowel, signs. Two texts that look the same then are the same.
"""

import re
from functools import lru_cache

from rapidfuzz.distance import Levenshtein

from training.reference import reference

UNCLEAN = (
    "\u200b-\u200f\u2060\ufeff\u00ad\u17b4\u17b5\u17a3\u17a4"  # signs that ``clean`` takes away or replaces
)
CACHED_CLUSTERS = 20_000  # far more than the language has
CACHED_TEXTS = 50_000  # names and units of one long list

_COENG, _ROBAT, _RO = "\u17d2", "\u17cc", "\u179a"
_BASE = "\u1780-\u17b3"
_SHIFTERS = "\u17c9\u17ca"
_VOWELS = "".join(map(chr, range(0x17B6, 0x17C6)))
_SIGNS = "\u17c6\u17c7\u17c8\u17cb\u17cd\u17ce\u17cf\u17d0\u17d1\u17d3\u17dd"
_UNHEARD_IN_SORTING = "\u17c9\u17ca\u17cb\u17cc\u17cd\u17ce\u17cf\u17d0\u17d1\u17d3\u17dd"

_INVISIBLE = dict.fromkeys([*range(0x200B, 0x2010), 0x2060, 0xFEFF, 0x00AD, 0x17B4, 0x17B5])
_CLEANING: dict[int, str | None] = {**_INVISIBLE, 0x17A3: "\u17a2", 0x17A4: "\u17a2\u17b6"}
_NEEDS_CLEANING = re.compile(f"[{UNCLEAN}]")
_CLUSTER = re.compile(f"[{_BASE}](?:{_COENG}[{_BASE}]|[{_ROBAT}{_SHIFTERS}{_VOWELS}{_SIGNS}])+")
_OUT_OF_ORDER = re.compile(  # finds every base whose marks may be out of order, and a few others
    f"[{_VOWELS}{_SIGNS}{_SHIFTERS}{_ROBAT}](?:[{_COENG}{_ROBAT}{_SHIFTERS}]|(?<=[{_VOWELS}{_SIGNS}])[{_VOWELS}]|"
    f"(?<=[{_SIGNS}])[{_SIGNS}])|{_COENG}.[{_COENG}{_ROBAT}]",
    re.DOTALL,
)
_PIECE = re.compile(f"{_COENG}?.", re.DOTALL)
_KHMER_LETTER = re.compile(f"[{_BASE}]")
_KHMER_DIGIT = re.compile("[០-៩]")
_PUNCTUATION = re.compile(r"[\s.,\-_/()\[\]{}'\"«»៖:;·*&‐-―‘-‟។៕]+")
_TO_ASCII = str.maketrans("០១២៣៤៥៦៧៨៩", "0123456789")
_TO_KHMER = str.maketrans("0123456789", "០១២៣៤៥៦៧៨៩")
_SORTED_AWAY = dict.fromkeys([*map(ord, _UNHEARD_IN_SORTING), ord(" ")])
_LEADING_NUMBER = re.compile(r"^[0-9០-៩]+\s*[.\-)។]?\s*")
_TRAILING_BRACKET = re.compile(r"\s*[(\[][^)\]]*[)\]]\s*$")
_LATIN_WORD = re.compile(r"[A-Z']+")


def clean(text: str) -> str:
    """``text`` without invisible signs, every run of white space one space, trimmed."""
    if not text.isascii() and _NEEDS_CLEANING.search(text):
        text = text.translate(_CLEANING)
    return " ".join(text.split())


def ascii_digits(text: str) -> str:
    return text.translate(_TO_ASCII)


def khmer_digits(text: object) -> str:
    return str(text).translate(_TO_KHMER)


def has_khmer(text: str) -> bool:
    """Whether there is a Khmer letter (a base) in ``text``."""
    return _KHMER_LETTER.search(text) is not None


@lru_cache(CACHED_TEXTS)
def canonical(text: str) -> str:
    """``text`` cleaned and in canonical order: what is stored and shown."""
    text = clean(text)
    return _CLUSTER.sub(_ordered_match, text) if _OUT_OF_ORDER.search(text) else text


@lru_cache(CACHED_TEXTS)
def key(text: str) -> str:
    """What two spellings of one text share: canonical order, subscript ដ as ត, no spaces, no punctuation."""
    return key_of_canonical(canonical(text))


def key_of_canonical(text: str) -> str:
    """The key of a text that is in canonical order already."""
    text = _PUNCTUATION.sub("", text.replace("\u17d2\u178a", "\u17d2\u178f")).lower()
    return text.translate(_TO_ASCII) if _KHMER_DIGIT.search(text) else text


@lru_cache(CACHED_TEXTS)
def without_title(name: str) -> tuple[str, str]:
    """A Khmer name without number, titles and trailing bracket; and its first title, or ``""``."""
    name, first = without_edges(canonical(name)), ""
    while name.startswith(_titles()):
        title = next((title for title in _titles() if _begins(name, title=title)), "")
        if not title:
            break
        name, first = name[len(title) :].strip(" ."), first or title
    return name.strip(), first


def without_edges(name: str) -> str:
    """A name without the number before it and the bracket after it."""
    if name[:1].isdigit():
        name = _LEADING_NUMBER.sub("", name)
    return _TRAILING_BRACKET.sub("", name) if name[-1:] in {")", "]"} else name


def name_key(name: str) -> str:
    """The comparison key of a Khmer name, whatever titles stand before it."""
    return key(without_title(name)[0])


@lru_cache(CACHED_TEXTS)
def latin_key(name: str) -> str:
    """The words of a Latin name in alphabetical order: which one is the family name is unknown."""
    return " ".join(sorted(_LATIN_WORD.findall(clean(name).upper())))


def sort_key(name: str) -> str:
    """Sorts names as a dictionary does: bare before vowel before subscript; light signs break ties.

    Compare the results code point by code point (in a database: a binary collation).
    """
    text = ascii_digits(canonical(name)).lower()
    return f"{text.translate(_SORTED_AWAY)} {text}"


def distance(first: str, second: str, *, most: int) -> int:
    """Edits (Levenshtein, code points) between two keys; ``most + 1`` when there are more than ``most``."""
    return Levenshtein.distance(first, second, score_cutoff=most)


def _ordered_match(match: re.Match[str]) -> str:
    return _ordered(match[0])


@lru_cache(CACHED_CLUSTERS)
def _ordered(cluster: str) -> str:
    """One base with what hangs on it, in canonical order; a doubled mark counts once."""
    pieces = dict.fromkeys(_PIECE.findall(cluster[1:]))
    subscripts = sorted((p for p in pieces if p[0] == _COENG), key=lambda piece: piece[1] == _RO)
    vowels = "".join(p for p in pieces if p in _VOWELS)
    signs = sorted((p for p in pieces if p in _SIGNS), key=_SIGNS.index)
    shifters = [p for p in pieces if p in _SHIFTERS]
    robat = [p for p in pieces if p == _ROBAT]
    return "".join([cluster[0], *robat, *subscripts, *shifters, _joined(vowels), *signs])


def _joined(vowels: str) -> str:
    if "\u17c1" in vowels and "\u17b6" in vowels:
        return "\u17c4"  # េ and ា typed apart are ោ
    if "\u17c1" in vowels and "\u17b8" in vowels:
        return "\u17be"  # េ and ី typed apart are ើ
    return vowels


def _begins(name: str, *, title: str) -> bool:
    return name.startswith(title) and len(name) > len(title) + 1


@lru_cache(1)
def _titles() -> tuple[str, ...]:
    words = reference().honorifics
    return tuple(sorted({canonical(t) for t in (*words.km_m, *words.km_f)}, key=len, reverse=True))
