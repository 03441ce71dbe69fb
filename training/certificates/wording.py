"""The sentences of a certificate in both languages; proposed wording, for want of an official one."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from training.i18n import khmer_digits, official_date, speaking


class Kind(StrEnum):
    """Whether the course was passed, or only attended."""

    ACHIEVEMENT = "achievement"
    ATTENDANCE = "attendance"


@dataclass(frozen=True, slots=True)
class Wording:
    """The fixed sentences of one kind in one language, and how it writes dates and lengths."""

    language: str
    title: str
    certifies: str
    born: str
    of_unit: str
    achieved: str
    class_: str
    one_day: str
    days: str
    half_days: str
    hours: str
    number: str
    issued: str

    def born_on(self, day: date) -> str:
        return self.born.format(day=self._date(day))

    def when(self, first: date, last: date) -> str:
        if first == last:
            return self.one_day.format(day=self._date(first))
        return self.days.format(first=self._date(first), last=self._date(last))

    def length(self, half_days: int, hours: int | None) -> str:
        """``10 half-days (30 hours)``."""
        counted = self.half_days.format(count=self._number(half_days), s="" if half_days == 1 else "s")
        return counted if hours is None else f"{counted} {self.hours.format(count=self._number(hours))}"

    def place_and_date(self, place: str, day: date) -> str:
        return self.issued.format(place=place, day=self._date(day))

    def _date(self, day: date) -> str:
        with speaking(self.language):
            return official_date(day)

    def _number(self, value: int) -> str:
        return khmer_digits(value) if self.language == "km" else str(value)


def wording(kind: Kind, language: str) -> Wording:
    """The sentences of a certificate of this kind in ``km`` or ``en``."""
    title, achieved = TITLES[kind, language]
    return Wording(language=language, title=title, achieved=achieved, **SENTENCES[language])


TITLES = {
    (Kind.ACHIEVEMENT, "km"): ("វិញ្ញាបនបត្រ", "បានបញ្ចប់ដោយជោគជ័យនូវវគ្គបណ្តុះបណ្តាល"),
    (Kind.ACHIEVEMENT, "en"): ("Certificate", "has successfully completed the training course"),
    (Kind.ATTENDANCE, "km"): ("វិញ្ញាបនបត្របញ្ជាក់ការចូលរួម", "បានចូលរួមវគ្គបណ្តុះបណ្តាល"),
    (Kind.ATTENDANCE, "en"): ("Certificate of Attendance", "has attended the training course"),
}
SENTENCES = {
    "km": {
        "certifies": "សូមបញ្ជាក់ថា",
        "born": "កើត{day}",
        "of_unit": "មន្ត្រីនៃ{unit}",
        "class_": "ថ្នាក់ {name}",
        "one_day": "នៅ{day}",
        "days": "ចាប់ពី{first} ដល់{last}",
        "half_days": "ចំនួន {count} វេន",
        "hours": "({count} ម៉ោង)",
        "number": "លេខ៖",
        "issued": "{place} {day}",
    },
    "en": {
        "certifies": "This is to certify that",
        "born": "born on {day}",
        "of_unit": "of the {unit}",
        "class_": "Class {name}",
        "one_day": "on {day}",
        "days": "from {first} to {last}",
        "half_days": "{count} half-day{s}",
        "hours": "({count} hours)",
        "number": "No.",
        "issued": "{place}, {day}",
    },
}
