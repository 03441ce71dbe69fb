"""Numbers of records as runs, first and last: what a list creates has numbers that follow each other."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, or_

T = TypeVar("T")
Runs = list[tuple[int, int]]
IN_ONE_STATEMENT = 100  # runs


def runs_of(numbers: Iterable[int]) -> Runs:
    """The runs of ``numbers``, which may come in any order."""
    return joined((number, number) for number in numbers)


def joined(runs: Iterable[tuple[int, int]]) -> Runs:
    """``runs`` in order, those that touch each other made one."""
    made: Runs = []
    for first, last in sorted(runs):
        if made and first <= made[-1][1] + 1:
            made[-1] = (made[-1][0], max(last, made[-1][1]))
        else:
            made.append((first, last))
    return made


def side_by_side(numbers: Sequence[int], others: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Runs of ``numbers`` beside which ``others`` run, too: first, last, how much further the others are."""
    begin = 0
    for place in range(1, len(numbers) + 1):
        goes_on = place < len(numbers) and numbers[place] == numbers[place - 1] + 1
        if not goes_on or others[place] != others[place - 1] + 1:
            yield numbers[begin], numbers[place - 1], others[begin] - numbers[begin]
            begin = place


def without(runs: Runs, numbers: Iterable[int]) -> Runs:
    """What is left of ``runs``, which are in order and apart, when ``numbers`` are taken out."""
    left: Runs = []
    out = runs_of(numbers)
    place = 0
    for first, last in runs:
        begin = first
        while place < len(out) and out[place][1] < first:
            place += 1
        while place < len(out) and out[place][0] <= last:
            gone, gone_last = out[place]
            if begin < gone:
                left.append((begin, gone - 1))
            begin = gone_last + 1
            if gone_last > last:
                break
            place += 1
        if begin <= last:
            left.append((begin, last))
    return left


def length(runs: Runs) -> int:
    return sum(last - first + 1 for first, last in runs)


def within(column: ColumnElement[Any], runs: Runs) -> Iterator[ColumnElement[bool]]:
    """Conditions that ``column`` lies in ``runs``, a few runs in each: for one statement after the other."""
    for some in batched(runs, IN_ONE_STATEMENT):
        yield or_(*(column.between(first, last) for first, last in some))


def batched(values: Sequence[T], size: int) -> Iterator[Sequence[T]]:
    """``values`` in pieces of at most ``size``."""
    for start in range(0, len(values), size):
        yield values[start : start + size]
