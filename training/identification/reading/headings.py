"""Heading rows: which column means what, in Khmer, English or both, in one row or two."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache
from typing import NamedTuple

from training.identification.reading import roles
from training.identification.reading.cells import Cell, content, shown
from training.khmer import canonical, clean, has_khmer, key
from training.reference import reference

ROWS_SEARCHED = 40
FEWEST_KNOWN = 3
NAMES = frozenset({"name_kh", "fam_kh", "giv_kh", "name_lat", "fam_lat", "giv_lat"})
_BIRTH_PARTS = frozenset({"dob_d", "dob_m", "dob_y"})
_SEX_PARTS = frozenset({"sex_m", "sex_f"})
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")


class Meaning(NamedTuple):
    """What a column holds. ``of`` is the role of a mark column, or the module of a column of steps."""

    kind: str
    of: str = ""


NO_MEANING = Meaning("")
_SEX_LETTERS = {letter: Meaning(f"sex_{sex}") for letter, sex in zip("បmសf", "mmff", strict=True)}


@dataclass(frozen=True)
class Headings:
    """The headings of one sheet: where they stand and what each column means."""

    row: int  # of the upper heading row, from 0
    height: int  # heading rows: 1 or 2
    meanings: tuple[Meaning, ...]
    texts: tuple[str, ...]  # as they came, upper and lower together
    known: int  # headings that are known
    above: tuple[tuple[str, ...], ...] = field(default=(), repr=False)  # cleaned texts of the heading rows

    def columns(self, *kinds: str) -> tuple[int, ...]:
        return tuple(column for column, meaning in enumerate(self.meanings) if meaning.kind in kinds)

    @cached_property
    def first_name(self) -> int:
        return min(self.columns(*NAMES))


def find_headings(rows: Sequence[Sequence[Cell]]) -> Headings | None:
    """The headings of a sheet: the first of its first 40 rows with three of them, a name among them."""
    for number, row in enumerate(rows[:ROWS_SEARCHED]):
        meanings = [meaning_of(shown(cell)) for cell in row]
        if is_heading_row(meanings):
            lower = rows[number + 1] if number + 1 < len(rows) else ()
            return _headings(number, row, lower)
    return None


def is_heading_row(meanings: Sequence[Meaning]) -> bool:
    known = [meaning for meaning in meanings if meaning.kind]
    return len(known) >= FEWEST_KNOWN and any(meaning.kind in NAMES for meaning in known)


@lru_cache(5_000)
def meaning_of(heading: str) -> Meaning:
    """What a heading means: as a whole, else one of its lines or ``/`` parts, a Khmer one first."""
    if not clean(heading):
        return NO_MEANING
    lines = [heading, *heading.splitlines()]
    parts = sorted(
        [*lines, *(part for line in lines for part in line.split("/"))], key=lambda p: not has_khmer(p)
    )
    for part in [heading, *parts]:
        if meaning := _meaning(part):
            return meaning
    return NO_MEANING


def unit_above(rows: Sequence[Sequence[Cell]]) -> str:
    """The unit in a line «អង្គភាព៖ X» or «Department: X» above the headings, "" without one."""
    for row in rows:
        texts = [text for text in map(content, row) if text]
        for place, text in enumerate(texts):
            if match := _unit_label().match(canonical(text)):
                return match[1].strip() or (content(texts[place + 1]) if place + 1 < len(texts) else "")
    return ""


def without_unit_label(text: str) -> str:
    match = _unit_label().match(text)
    return match[1].strip() if match else text


def _headings(number: int, upper: Sequence[Cell], lower: Sequence[Cell]) -> Headings:
    width = max(len(upper), len(lower))
    over = [shown(cell) for cell in upper] + [""] * (width - len(upper))
    under = [shown(cell) for cell in lower] + [""] * (width - len(lower))
    meanings = [meaning_of(text) for text in over]
    known = sum(1 for meaning in meanings if meaning.kind)
    below = _lower_meanings(meanings, over, under)
    if below is None:
        return Headings(number, 1, tuple(meanings), tuple(over), known, (_cleaned(over),))
    texts = tuple(f"{a}\n{b}".strip() for a, b in zip(over, under, strict=True))
    return Headings(number, 2, tuple(below), texts, known, (_cleaned(over), _cleaned(under)))


def _cleaned(texts: Sequence[str]) -> tuple[str, ...]:
    return tuple(map(content, texts))


def _lower_meanings(meanings: list[Meaning], over: list[str], under: list[str]) -> list[Meaning] | None:
    """The meanings together with a second heading row, or None when the row below is none.

    Each of its cells stands under a birth date, a sex or a module, or under the empty cells right of one.
    """
    joined, group, found = list(meanings), NO_MEANING, False
    for column, text in enumerate(under):
        if clean(over[column]):
            group = meanings[column]
        if not clean(text):
            continue
        below = _PARTS.get(group.kind, _no_part)(text, group)
        if below is None and key(text) != key(over[column]):
            return None
        joined[column], found = below or joined[column], found or below is not None
    return joined if found else None


def _birth_part(text: str, group: Meaning) -> Meaning | None:
    kinds = _kinds_in(text, among=_BIRTH_PARTS)
    if len(kinds) > 1:
        return group  # «ថ្ងៃ/ខែ/ឆ្នាំ» under one column only says how to write the date
    return Meaning(kinds[0]) if kinds else None


def _sex_part(text: str, _group: Meaning) -> Meaning | None:
    kinds = _kinds_in(text, among=_SEX_PARTS)
    return Meaning(kinds[0]) if kinds else _SEX_LETTERS.get(key(text))


def _module_part(text: str, group: Meaning) -> Meaning | None:
    for part in (text, *text.splitlines(), *text.split("/")):
        if (step := roles.step_of_heading(part)) is not None:
            role = f"{group.of}.{step}"
            return Meaning("mark", role if role in reference().roles else "")
    return None


def _no_part(_text: str, _group: Meaning) -> Meaning | None:
    return None


_PARTS: dict[str, Callable[[str, Meaning], Meaning | None]] = {
    "dob": _birth_part,
    "sex": _sex_part,
    "steps": _module_part,
}


def _kinds_in(text: str, *, among: frozenset[str]) -> list[str]:
    """Which of the kinds a heading names, as a whole or in its lines and ``/`` parts."""
    parts = [text, *text.splitlines(), *re.split(r"[/\r\n]", text)]
    found = (_vocabulary().get(key(_BRACKETS.sub("", part))) for part in parts)
    return list(dict.fromkeys(kind for kind in found if kind in among))


def _meaning(part: str) -> Meaning | None:
    """What one heading text means: a known heading, else a role or a module that heads a mark column."""
    bare = _BRACKETS.sub(" ", part)
    if not key(bare):
        bare = part
    if kind := _vocabulary().get(key(bare)):
        return Meaning(kind)
    if role := roles.role_of_heading(part) or roles.role_of_heading(bare):
        return Meaning("mark", role)
    module = roles.module_of_heading(bare)
    return None if module is None else Meaning("steps", module)


@cache
def _vocabulary() -> dict[str, str]:
    return {key(alias): kind for kind, aliases in reference().headings.items() for alias in aliases}


@cache
def _unit_label() -> re.Pattern[str]:
    aliases = sorted(map(canonical, reference().headings["unit"]), key=len, reverse=True)
    return re.compile(rf"(?:{'|'.join(map(re.escape, aliases))})\s*[៖:]\s*(.*)$", re.IGNORECASE)
