"""Pictures made on the server: bars, stacked bars, the 25 provinces as tiles, a cell of the readiness board.

Pure functions from figures to markup. Labels are text of the page, so they wrap, and print; the bars are SVG
with classes only. A page puts the table of the same figures under each picture.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from markupsafe import Markup, escape

from training.i18n import Text, _, lazy
from training.web.look import badge_of

TONES = ("good", "info", "warn", "bad", "neutral", "gold")

# Column and row of each province on a grid of six by six, by the gazetteer's code: Cambodia seen from afar.
PLACES = {
    "22": (2, 0), "13": (3, 0), "19": (4, 0), "16": (5, 0),
    "01": (1, 1), "17": (2, 1), "06": (3, 1), "10": (4, 1), "11": (5, 1),
    "24": (0, 2), "02": (1, 2), "15": (2, 2), "04": (3, 2), "03": (4, 2), "25": (5, 2),
    "09": (1, 3), "05": (2, 3), "12": (3, 3), "08": (4, 3), "14": (5, 3),
    "18": (1, 4), "07": (2, 4), "21": (3, 4), "20": (5, 4),
    "23": (2, 5),
}  # fmt: skip
STEP_NAMES: tuple[Text, ...] = (lazy("entry"), lazy("review"), lazy("approval"))


@dataclass(frozen=True, slots=True)
class Bar:
    """Persons of one thing: all of them, and the women among them."""

    label: Text
    total: int
    women: int
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a stacked bar; ``tone`` is one of ``TONES``."""

    label: Text
    value: int
    tone: str


@dataclass(frozen=True, slots=True)
class Stack:
    label: Text
    parts: tuple[Part, ...]
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Tile:
    """One province: ``done`` of ``total`` persons, and the women among those who are done."""

    code: str
    name: Text
    done: int
    total: int
    women: int
    url: str | None = None


def bars(title: Text, rows: Sequence[Bar], *, description: Text = "") -> Markup:
    """Horizontal bars of persons; the women's share is the hatched part from the left."""
    most = max((row.total for row in rows), default=0)
    legend = _legend((("total", _("total")), ("women", _("women"))))
    lines = Markup("").join(_line(row.label, row.url, _bar(row, most), _two_numbers(row)) for row in rows)
    return _figure(title, description, legend, Markup('<ul class="bars">{}</ul>').format(lines))


def stacked_bars(title: Text, rows: Sequence[Stack], *, description: Text = "") -> Markup:
    """Bars made of parts that add up, all on one scale; each part's number stands in words beside the bar."""
    most = max((_sum(row) for row in rows), default=0)
    known = {str(part.label): part.tone for row in rows for part in row.parts}
    legend = _legend((tone, label) for label, tone in known.items())
    lines = Markup("").join(_line(row.label, row.url, _stack(row, most), _in_words(row)) for row in rows)
    return _figure(title, description, legend, Markup('<ul class="bars">{}</ul>').format(lines))


def province_tiles(title: Text, tiles: Sequence[Tile], *, description: Text = "") -> Markup:
    """The 25 capital-provinces as a grid of tiles, darker where more of the persons are done."""
    drawn = Markup("").join(_tile(tile) for tile in sorted(tiles, key=lambda tile: PLACES[tile.code][::-1]))
    picture = Markup(
        '<div class="tiles-frame"><svg class="tiles" viewBox="0 0 636 444" role="group">{}</svg></div>'
    )
    steps = ((f"level-{level}", f"{low}–{high} %") for level, (low, high) in enumerate(_LEVELS))
    return _figure(title, description, _legend(steps), picture.format(drawn))


def readiness_cell(state: object, *, steps: Sequence[object], url: str | None = None) -> Markup:
    """A cell of the board: the chain's state as a word, and a small picture of its steps in their order."""
    badge = badge_of(state, "readiness")
    words = ", ".join(
        f"{name}: {badge_of(step, 'readiness').word}" for name, step in zip(STEP_NAMES, steps, strict=False)
    )
    squares = Markup("").join(
        Markup('<rect class="step step--{}" x="{}" y="1" width="12" height="8" rx="1"></rect>').format(
            badge_of(step, "readiness").tone, 1 + 15 * place
        )
        for place, step in enumerate(steps)
    )
    picture = Markup(
        '<svg class="cell__steps" viewBox="0 0 {} 10" width="{}" height="10" role="img">'
        "<title>{}</title>{}</svg>"
    ).format(15 * len(steps), 15 * len(steps), words, squares)
    inside = Markup('<span class="cell__word">{}</span>{}').format(badge.word, picture)
    return _linked(inside, url, f"cell cell--{badge.tone}")


_LEVELS = ((0, 19), (20, 39), (40, 59), (60, 79), (80, 100))


def _figure(title: Text, description: Text, legend: Markup, picture: Markup) -> Markup:
    said = Markup('<p class="chart__description">{}</p>').format(description) if description else ""
    return Markup(
        '<figure class="chart"><figcaption class="chart__title">{}</figcaption>{}{}{}</figure>'
    ).format(title, said, legend, picture)


def _legend(entries: Iterable[tuple[str, str]]) -> Markup:
    items = Markup("").join(
        Markup(
            '<li><svg class="chart__key" viewBox="0 0 14 14" aria-hidden="true">'
            '<rect class="part part--{}" width="14" height="14"></rect></svg>{}</li>'
        ).format(tone, label)
        for tone, label in entries
    )
    return Markup('<ul class="chart__legend">{}</ul>').format(items)


def _line(label: Text, url: str | None, picture: Markup, numbers: Markup) -> Markup:
    return Markup('<li class="bars__row">{}{}{}</li>').format(
        _linked(escape(label), url, "bars__label"), picture, numbers
    )


def _linked(inside: Markup, url: str | None, name: str) -> Markup:
    if url is None:
        return Markup('<span class="{}">{}</span>').format(name, inside)
    return Markup('<a class="{}" href="{}">{}</a>').format(name, url, inside)


def _bar(row: Bar, most: int) -> Markup:
    whole, women = _width(row.total, most), _width(row.women, most)
    return _strip(
        Markup('<rect class="part part--total" width="{}" height="10"></rect>').format(whole)
        + Markup('<rect class="part part--women" width="{}" height="10"></rect>').format(women)
    )


def _stack(row: Stack, most: int) -> Markup:
    drawn, at = Markup(""), 0
    for part in row.parts:
        width = _width(at + part.value, most) - _width(at, most)
        drawn += Markup(
            '<rect class="part part--{}" x="{}" width="{}" height="10"><title>{}: {}</title></rect>'
        ).format(part.tone, _width(at, most), width, part.label, part.value)
        at += part.value
    return _strip(drawn)


def _strip(inside: Markup) -> Markup:
    return Markup(
        '<svg class="bars__strip" viewBox="0 0 1000 10" preserveAspectRatio="none" '
        'aria-hidden="true">{}</svg>'
    ).format(inside)


def _width(value: int, most: int) -> int:
    """Thousandths of the longest bar."""
    return round(1000 * value / most) if most else 0


def _two_numbers(row: Bar) -> Markup:
    words = _("%(total)s (%(women)s women)", total=row.total, women=row.women)
    return Markup('<span class="bars__number">{}</span>').format(words)


def _in_words(row: Stack) -> Markup:
    words = " · ".join(f"{part.label} {part.value}" for part in row.parts if part.value)
    return Markup('<span class="bars__number">{}</span>').format(words or "0")


def _sum(row: Stack) -> int:
    return sum(part.value for part in row.parts)


def _tile(tile: Tile) -> Markup:
    column, row = PLACES[tile.code]
    left, top = 106 * column + 2, 74 * row + 2
    whole = _("%(name)s: %(done)s of %(total)s (%(women)s women)",
              name=tile.name, done=tile.done, total=tile.total, women=tile.women)  # fmt: skip
    drawn = Markup(
        '<g class="tile tile--{}"><title>{}</title>'
        '<rect x="{}" y="{}" width="102" height="70" rx="4"></rect>{}'
        '<text class="tile__number" x="{}" y="{}">{}/{}</text></g>'
    ).format(
        _level(tile),
        whole,
        left,
        top,
        _name(str(tile.name), left, top),
        left + 51,
        top + 60,
        tile.done,
        tile.total,
    )
    if tile.url is None:
        return drawn
    return Markup('<a href="{}" aria-label="{}">{}</a>').format(tile.url, whole, drawn)


def _name(name: str, left: int, top: int) -> Markup:
    """The province's name on one line, or on two when it has two words and is long."""
    first, _space, second = name.partition(" ") if len(name) > 12 else (name, "", "")
    lines = [first, second] if second else [first]
    start = top + (20 if second else 28)
    return Markup("").join(
        Markup('<text class="tile__name" x="{}" y="{}">{}</text>').format(left + 51, start + 16 * place, line)
        for place, line in enumerate(lines)
    )


def _level(tile: Tile) -> str:
    """Fifths of what is to be done; a province without anybody to train stays empty."""
    if tile.total == 0:
        return "none"
    percent = tile.done * 100 // tile.total
    return f"level-{next(level for level, (_low, high) in enumerate(_LEVELS) if percent <= high)}"
