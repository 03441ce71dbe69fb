"""Birth dates in every form in which lists write them; the day always comes first."""

import re
from datetime import date, datetime, timedelta
from functools import cache, lru_cache
from typing import NamedTuple

from training.khmer import ascii_digits, canonical, key
from training.reference import reference

SEEN = 50_000
BUDDHIST_YEARS = range(2400, 2601)
BUDDHIST_AHEAD = 543  # years
SERIALS = range(5000, 45001)  # day numbers of a spreadsheet
_SERIAL_ZERO = date(1899, 12, 30)
_PLAUSIBLE_YEARS = range(1800, 2700)

_TIME = re.compile(r"[ T]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?Z?$")
_FILLERS = re.compile("ថ្ងៃទី|ថ្ងៃ|ខែ|ឆ្នាំ|គ\\.ស\\.?|ព\\.ស\\.?")
_TOKEN = re.compile(r"\d+|[^\d\s/.,\-‐-―]+")
_ORDINALS = frozenset({"st", "nd", "rd", "th", "of"})
_USUAL = re.compile(r"([0-9]{1,2})[/.\- ]([0-9]{1,2})[/.\- ]([0-9]{4})")
_NUMBER = re.compile(r"\d+(\.0+)?")
_MONTHS_EN = ("january", "february", "march", "april", "may", "june", "july", "august", "september",
              "october", "november", "december")  # fmt: skip


class BirthDate(NamedTuple):
    """What a cell says of a birth date: the day, or an error, and warnings on how it was read."""

    day: date | None = None
    error: str | None = None
    warnings: tuple[str, ...] = ()


NOTHING = BirthDate()
IMPOSSIBLE = BirthDate(error="E_DATE_IMPOSSIBLE")
PARTIAL = BirthDate(warnings=("W_DATE_PARTIAL",))


def birth_date(value: object, text: str, *, received: date) -> BirthDate:
    """Read a cell; ages are judged on the day the list was ``received``."""
    if not text:
        return NOTHING
    if isinstance(value, datetime):
        return _in_range(value.date(), received=received)
    if isinstance(value, date):
        return _in_range(value, received=received)
    return _from_text(text, received)


def birth_date_of_parts(day: str, month: str, year: str, *, received: date) -> BirthDate:
    """Read a birth date that stands in three columns; an empty day and month are unknown."""
    if not (day or month or year):
        return NOTHING
    return _from_text(f"{day or '00'}/{month or '00'}/{year}", received)


def age_on(day: date, *, born: date) -> int:
    """Completed years."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


@lru_cache(SEEN)
def _from_text(text: str, received: date) -> BirthDate:
    if match := _USUAL.fullmatch(text):
        return _from_tokens(match[1], match[2], match[3], received=received)
    text = _TIME.sub("", ascii_digits(canonical(text)).lstrip("'’‘"))
    if _NUMBER.fullmatch(text):
        return _from_number(int(float(text)), received=received)
    tokens = [token for token in _TOKEN.findall(_FILLERS.sub(" ", text)) if token.lower() not in _ORDINALS]
    if len(tokens) == 1 and tokens[0].isdigit():
        return _year_alone(int(tokens[0]))
    if len(tokens) != 3:
        return IMPOSSIBLE
    return _from_tokens(*_day_first(tokens), received=received)


def _from_number(number: int, *, received: date) -> BirthDate:
    if number in SERIALS:
        return _in_range(
            _SERIAL_ZERO + timedelta(days=number), received=received, warnings=("W_DATE_SERIAL",)
        )
    return _year_alone(number)


def _year_alone(number: int) -> BirthDate:
    return PARTIAL if number in _PLAUSIBLE_YEARS else IMPOSSIBLE


def _day_first(tokens: list[str]) -> tuple[str, str, str]:
    first, second, third = tokens
    if len(first) == 4 and first.isdigit():
        return third, second, first
    if not first.isdigit():
        return second, first, third  # August 28, 1966
    return first, second, third


def _from_tokens(day: str, month: str, year: str, *, received: date) -> BirthDate:
    number = int(month) if month.isdigit() else _months().get(key(month), -1)
    if not (day.isdigit() and year.isdigit() and len(day) <= 2 and number <= 99 and len(year) in {2, 4}):
        return IMPOSSIBLE
    if int(day) == 0 and number == 0 and len(year) == 4:
        return _year_alone(int(year))
    if len(year) == 2:
        return _two_digit_year(int(day), number, int(year), received=received)
    if int(year) in BUDDHIST_YEARS:
        return _real(int(day), number, int(year) - BUDDHIST_AHEAD, received=received, warnings=("W_DATE_BE",))
    return _real(int(day), number, int(year), received=received)


def _two_digit_year(day: int, month: int, year: int, *, received: date) -> BirthDate:
    """19yy, unless that is over the greatest age; then 20yy."""
    old = _date_or_none(day, month, 1900 + year) or _date_or_none(min(day, 28), month, 1900 + year)
    century = 2000 if old and age_on(received, born=old) > reference().oldest else 1900
    return _real(day, month, century + year, received=received, warnings=("W_DATE_2DIGIT",))


def _real(day: int, month: int, year: int, *, received: date, warnings: tuple[str, ...] = ()) -> BirthDate:
    born = _date_or_none(day, month, year)
    return _in_range(born, received=received, warnings=warnings) if born else IMPOSSIBLE


def _date_or_none(day: int, month: int, year: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _in_range(born: date, *, received: date, warnings: tuple[str, ...] = ()) -> BirthDate:
    limits = reference()
    if not limits.youngest <= age_on(received, born=born) <= limits.oldest:
        return BirthDate(error="E_DATE_RANGE", warnings=warnings)
    return BirthDate(day=born, warnings=warnings)


@cache
def _months() -> dict[str, int]:
    """Month names as they are compared, Khmer, English, English in three letters."""
    months = {"sept": 9}
    for number, (khmer, english) in enumerate(zip(reference().months_km, _MONTHS_EN, strict=True), start=1):
        months |= {key(khmer): number, english: number, english[:3]: number}
    return months
