"""How a value that the audit log keeps for machines is told to a person."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from training.i18n import Bilingual, Text, _
from training.operation.columns import COLUMNS
from training.reference import reference
from training.words import record_word, records_word, state_word

Teller = Callable[[Any], Text | date]


def plain(value: Any) -> Text:
    """What a person wrote, a number, or a code that people use."""
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value)) or "–"
    return "–" if value is None or value == "" else str(value)


def day(value: str) -> date:
    return date.fromisoformat(value)


def moment(value: str) -> datetime:
    return datetime.fromisoformat(value)


def numbered(table: str, number: object) -> Text:
    """One record by its number: “class no. 7”; what has a code of its own bears that."""
    if not str(number).isdecimal():
        return f"{record_word(table)} {number}"
    return _("%(record)s no. %(number)s", record=record_word(table), number=number)


def record(table: str) -> Teller:
    return lambda number: numbered(table, number) if number is not None else "–"


def records(table: str) -> Teller:
    """Several of them by their numbers."""
    return lambda numbers: plain([str(numbered(table, number)) for number in numbers])


def one_of(words: Mapping[Any, Text]) -> Teller:
    """One of the values that have their words."""
    return lambda value: words.get(value, plain(value))


def some_of(words: Mapping[Any, Text]) -> Teller:
    return lambda values: plain([str(words.get(value, value)) for value in values])


def state(life: str) -> Teller:
    return lambda value: state_word(value, life)


def counts(by_table: Mapping[str, int]) -> Text:
    """How many records, by what they are."""
    return "; ".join(f"{records_word(table)}: {count}" for table, count in by_table.items())


def columns(names: Iterable[str]) -> Text:
    return plain([str(column(name)) for name in names])


def column(name: str) -> Text:
    """What a column of a record is called."""
    return COLUMNS.get(name, name.replace("_", " "))


def of_column(name: str) -> Teller:
    """How what stands in the column is told."""
    if name == "province_code":
        return _province
    return _hour if name.endswith(("_starts", "_ends")) else plain


def _hour(value: str) -> Text:
    return time.fromisoformat(value).strftime("%H:%M")


def _province(code: str | None) -> Text:
    names = {one.code: Bilingual(one.km, one.en) for one in reference().provinces}
    return str(names[code]) if code in names else plain(code)
