"""A month of classes as a sheet of weeks: what is taught on which day, and which days are off. Pure."""

import calendar
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from training.classes.models import TrainingClass, TrainingSession
from training.dates import HalfDay, Moment, days
from training.resources.models import Room

SATURDAY = 5
MOST = 4  # blocks of one day; what is more stands in the calendar
Taught = Iterable[tuple[TrainingSession, TrainingClass]]


@dataclass(frozen=True, slots=True)
class Block:
    """One class in one room on one day: a half-day, or both."""

    training_class: TrainingClass
    room: Room
    halves: tuple[HalfDay, ...]

    @property
    def half(self) -> HalfDay | None:
        """The half-day; None: the whole day."""
        return self.halves[0] if len(self.halves) == 1 else None


@dataclass(frozen=True, slots=True)
class Day:
    """A day of the sheet; ``holiday`` is the name of a public holiday."""

    day: date
    blocks: tuple[Block, ...]
    holiday: str | None
    inside: bool  # of the month, else of its neighbours

    @property
    def weekend(self) -> bool:
        return self.day.weekday() >= SATURDAY

    @property
    def shown(self) -> tuple[Block, ...]:
        return self.blocks[:MOST]

    @property
    def more(self) -> int:
        return len(self.blocks) - len(self.shown)

    @property
    def clash(self) -> bool:
        """Something is taught on a day that was declared a holiday later."""
        return bool(self.holiday and self.blocks)


Weeks = Sequence[Sequence[Day]]


def span(month: date) -> tuple[date, date]:
    """The first and the last day of the sheet of a month: whole weeks, Monday to Sunday."""
    sheet = calendar.Calendar().monthdatescalendar(month.year, month.month)
    return sheet[0][0], sheet[-1][-1]


def weeks(month: date, *, taught: Taught, off: Mapping[date, str]) -> Weeks:
    """The weeks of the month in which ``month`` lies, with the blocks of ``taught`` and the days ``off``."""
    blocks = _by_day(taught)
    sheet = [
        Day(each, blocks.get(each, ()), off.get(each), inside=each.month == month.month)
        for each in days(*span(month))
    ]
    return [sheet[at : at + 7] for at in range(0, len(sheet), 7)]


def workdays_among(sheet: Weeks) -> int:
    """How many days of the month one can teach on."""
    return sum(day.inside and not day.weekend and not day.holiday for week in sheet for day in week)


def _by_day(taught: Taught) -> dict[date, tuple[Block, ...]]:
    found: dict[tuple[date, int, int], list[tuple[TrainingSession, TrainingClass]]] = defaultdict(list)
    for pair in taught:
        found[pair[0].day, pair[1].id, pair[0].room_id].append(pair)
    blocks: dict[date, list[Block]] = defaultdict(list)
    for (day, _class, _room), pairs in found.items():
        blocks[day].append(_block(pairs))
    return {day: tuple(there) for day, there in blocks.items()}


def _block(pairs: Sequence[tuple[TrainingSession, TrainingClass]]) -> Block:
    in_time = sorted((each for each, _class in pairs), key=lambda each: Moment.of(each.day, each.half))
    return Block(pairs[0][1], in_time[0].room, tuple(each.half for each in in_time))
