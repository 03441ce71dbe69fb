"""The content of single cells: text, ID, sex, phone, email; each remembers the texts it has seen."""

import re
from datetime import date, datetime
from functools import lru_cache

from training.khmer import ascii_digits, clean, key
from training.reference import reference

Cell = object  # str, int, float, bool, date, datetime, time or timedelta, as the spreadsheet holds it

SEEN = 50_000  # texts remembered for each kind of cell
ERROR_VALUES = frozenset(
    {"#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!", "#DIV/0!", "#GETTING_DATA"}
)
EMPTY_WORDS = frozenset({"គ្មាន", "មិនដឹង", "N/A", "n/a", "N/a"})
DASHES = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
_SEXES = {"ប្រុស": "M", "ប": "M", "m": "M", "male": "M", "ស្រី": "F", "ស": "F", "f": "F", "female": "F"}
_PHONE = re.compile(r"(?:00855|855)?0?([1-9]\d{7,8})")
_PHONE_PARTS = re.compile(r"[/;,\r\n]|និង")
_NO_DIGIT = re.compile(r"\D+")
_NUMBER_AS_TEXT = re.compile(r"\d+\.0")
_EMAIL = re.compile(r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+")
_EMAIL_EDGES = " \t.,;:<>()[]\"'"


def shown(value: Cell) -> str:
    """A cell as its reader sees it: whole numbers without ".0", dates as year-month-day."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "1" if value else "0"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    return str(value)


def content(value: Cell) -> str:
    """The cleaned text of a cell, "" where there is none or it says so (``-``, គ្មាន, #N/A …)."""
    text = clean(value if isinstance(value, str) else shown(value))
    return "" if is_empty_word(text) else text


def is_empty_word(text: str) -> bool:
    """Whether a text stands for an empty cell."""
    return text in EMPTY_WORDS or text in ERROR_VALUES or not text.strip(DASHES)


@lru_cache(SEEN)
def sex_of(text: str) -> str | None:
    return _SEXES.get(key(text))


def id_of(value: Cell, text: str) -> tuple[str | None, bool]:
    """The ID of 10 digits and whether a lost zero was given back; ``(None, False)`` when it is no ID."""
    wanted = reference().id_digits
    if len(text) == wanted and text.isascii() and text.isdecimal():
        return text, False
    digits = ascii_digits(text).lstrip("'’‘").strip().removesuffix(".0")
    digits = digits.replace(" ", "").replace("-", "").replace(".", "").lstrip("'")
    if not (digits.isascii() and digits.isdigit()):
        return None, False
    if len(digits) == wanted:
        return digits, False
    if len(digits) == wanted - 1 and isinstance(value, int | float):
        return "0" + digits, True
    return None, False


def phone_of(text: str) -> str | None:
    """The first good number of a cell as +855…, or None. ``text`` keeps its line breaks."""
    if not text.isascii():
        text = ascii_digits(text)
    if text.endswith(".0") and _NUMBER_AS_TEXT.fullmatch(text):
        text = text.removesuffix(".0")
    return _number_in(text) or next(filter(None, map(_number_in, _PHONE_PARTS.split(text))), None)


def _number_in(text: str) -> str | None:
    match = _PHONE.fullmatch(_NO_DIGIT.sub("", text))
    return "+855" + match[1] if match else None


def email_of(text: str) -> str | None:
    address = text.lower().strip(_EMAIL_EDGES).removeprefix("mailto:").strip(_EMAIL_EDGES)
    return address if _EMAIL.fullmatch(address) else None
