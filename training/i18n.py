"""Two languages: texts, digits, dates and numbers in Khmer and English. Khmer is the default."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import flask_babel
from babel import Locale
from babel.dates import format_date as babel_date
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from flask_babel import gettext, ngettext
from flask_babel import gettext as _
from flask_babel import lazy_gettext as lazy
from flask_babel.speaklater import LazyString

from training.khmer import khmer_digits

__all__ = ["LANGUAGES", "Bilingual", "Text", "_", "gettext", "khmer_digits", "lazy", "ngettext"]

Text = str | LazyString

LANGUAGES = ("km", "en")
FOLDER = Path(__file__).parent / "translations"
_language: ContextVar[str] = ContextVar("language", default="km")


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A name in two languages; as text it is the one of the reader."""

    km: str
    en: str

    def __str__(self) -> str:
        return (self.km or self.en) if language() == "km" else (self.en or self.km)


def language() -> str:
    """The reader's language: ``km`` or ``en``."""
    return _language.get()


def speak(wanted: str) -> None:
    """Choose the language from here on; an unknown one is Khmer."""
    _language.set(wanted if wanted in LANGUAGES else "km")
    flask_babel.refresh()


@contextmanager
def speaking(wanted: str) -> Iterator[None]:
    """Speak ``wanted`` inside the block, for papers and messages in the addressee's language."""
    before = language()
    speak(wanted)
    try:
        yield
    finally:
        speak(before)


def number(value: int) -> str:
    """A whole number for a document in the reader's language: Khmer digits in Khmer."""
    return khmer_digits(value) if language() == "km" else f"{value:,}"


def short_date(day: date) -> str:
    """A date for tables, in Latin digits: 14 វិច្ឆិកា 2017, or 14 Nov 2017."""
    return babel_date(day, "d MMM y", locale=_locale(language()))


def long_date(day: date) -> str:
    """A date with its weekday, for reading: ថ្ងៃអង្គារ 14 វិច្ឆិកា 2017."""
    pattern = "'ថ្ងៃ'EEEE d MMMM y" if language() == "km" else "EEE d MMM y"
    return babel_date(day, pattern, locale=_locale(language()))


def official_date(day: date) -> str:
    """A date as official papers write it: ថ្ងៃទី១៤ ខែវិច្ឆិកា ឆ្នាំ២០១៧."""
    if language() != "km":
        return babel_date(day, "d MMMM y", locale=_locale("en"))
    return khmer_digits(babel_date(day, "'ថ្ងៃទី'd 'ខែ'MMMM 'ឆ្នាំ'y", locale=_locale("km")))


def month_name(day: date) -> str:
    return babel_date(day, "LLLL y", locale=_locale(language()))


def weekday_name(day: date) -> str:
    return babel_date(day, "ccc", locale=_locale(language()))


def instant_text(local_time: datetime) -> str:
    """A wall-clock time with its date: 14 Nov 2017, 07:30."""
    return f"{short_date(local_time.date())}, {local_time:%H:%M}"


@cache
def _locale(code: str) -> Locale:
    return Locale(code)


def catalogue_files() -> list[Path]:
    return sorted((FOLDER / "km" / "LC_MESSAGES").glob("*.po"))


def whole_catalogue() -> Catalog:
    """All Khmer catalogues as one; each room has a file of its own."""
    whole = Catalog(locale="km", fuzzy=False)
    for path in catalogue_files():
        with path.open("rb") as file:
            for message in read_po(file, locale="km"):
                if message.id:
                    whole[message.id] = message
    return whole


def compile_catalogues() -> None:
    """Write ``messages.mo`` when a catalogue is newer; safe when several processes start at once."""
    made = FOLDER / "km" / "LC_MESSAGES" / "messages.mo"
    sources = catalogue_files()
    if made.exists() and all(path.stat().st_mtime < made.stat().st_mtime for path in sources):
        return
    draft = made.with_suffix(f".{id(sources):x}.tmp")
    with draft.open("wb") as file:
        write_mo(file, whole_catalogue())
    draft.replace(made)
