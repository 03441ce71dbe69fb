"""What the templates ask for beside their context: state words, dates in words, the address of this page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from flask import Flask, request
from flask_babel import get_locale

from training import dates, i18n
from training.i18n import Text, lazy
from training.words import record_word, records_word, state_word


@dataclass(frozen=True, slots=True)
class Badge:
    """A state as people see it: a word, an icon and a tone, so that nothing depends on colour alone."""

    word: Text
    icon: str
    tone: str


NEUTRAL, INFO, GOOD, WARN, BAD, GOLD = "neutral", "info", "good", "warn", "bad", "gold"

LOOKS: dict[str, dict[str, tuple[str, str]]] = {
    "enrolment": {
        "requested": ("hourglass", INFO),
        "waiting": ("clock", WARN),
        "offered": ("mail", INFO),
        "called": ("bell", INFO),
        "confirmed": ("check", GOOD),
        "replaced": ("switch", NEUTRAL),
        "withdrawn": ("arrow-back", NEUTRAL),
        "completed": ("circle-check", GOOD),
        "not_completed": ("circle-x", BAD),
        "refused": ("ban", BAD),
        "declined": ("x", NEUTRAL),
        "expired": ("clock-off", NEUTRAL),
    },
    "class": {
        "draft": ("pencil", NEUTRAL),
        "published": ("speakerphone", INFO),
        "running": ("player-play", GOOD),
        "taught": ("school", WARN),
        "completed": ("circle-check", GOOD),
        "cancelled": ("ban", BAD),
    },
    "list": {
        "received": ("inbox", INFO),
        "read": ("eye", WARN),
        "applied": ("circle-check", GOOD),
        "undone": ("arrow-back", NEUTRAL),
        "replaced": ("switch", NEUTRAL),
        "refused": ("ban", BAD),
    },
    "row": {
        "new": ("plus", INFO),
        "same": ("equal", NEUTRAL),
        "changed": ("pencil", INFO),
        "doubtful": ("help", WARN),
        "held": ("player-pause", WARN),
        "refused": ("ban", BAD),
    },
    "attendance": {
        "present": ("check", GOOD),
        "late": ("clock", WARN),
        "excused": ("file-text", INFO),
        "absent": ("x", BAD),
        "unmarked": ("minus", NEUTRAL),
        "sealed": ("lock", GOLD),
    },
    "certificate": {
        "valid": ("certificate", GOLD),
        "void": ("ban", BAD),
        "replaced": ("switch", NEUTRAL),
    },
    "job": {
        "queued": ("hourglass", NEUTRAL),
        "running": ("player-play", INFO),
        "done": ("circle-check", GOOD),
        "failed": ("alert-triangle", BAD),
    },
    "readiness": {
        "nobody": ("user-off", BAD),
        "identified": ("user", NEUTRAL),
        "called": ("bell", INFO),
        "trained": ("school", INFO),
        "certified": ("certificate", GOOD),
        "licensed": ("key", GOOD),
        "ready": ("circle-check", GOOD),
        "ready_with_stand_in": ("users", GOOD),
        "nearly": ("clock", WARN),
        "blocked": ("ban", BAD),
    },
    "session": {
        "planned": ("calendar-event", INFO),
        "sealed": ("lock", GOLD),
        "cancelled": ("ban", BAD),
    },
    "outcome": {
        "achievement": ("circle-check", GOOD),
        "attendance": ("check", INFO),
        "none": ("circle-x", BAD),
        "passed": ("circle-check", GOOD),
        "failed": ("circle-x", BAD),
        "not_assessed": ("minus", NEUTRAL),
        "open": ("hourglass", NEUTRAL),
    },
    "user": {
        "active": ("check", GOOD),
        "disabled": ("lock", BAD),
        "waiting_for_first_sign_in": ("hourglass", NEUTRAL),
    },
    "message": {
        "held": ("player-pause", WARN),
        "sent": ("check", GOOD),
        "failed": ("alert-triangle", BAD),
    },
}

STATES: dict[str, dict[str, Badge]] = {
    life: {state: Badge(state_word(state, life), *look) for state, look in looks.items()}
    for life, looks in LOOKS.items()
}


def badge_of(state: object, family: str | None = None) -> Badge:
    """The badge of a state; ``family`` is needed only where two lives use one word for two things."""
    word = str(state).replace(" ", "_")
    families = [STATES[family]] if family else STATES.values()
    for states in families:
        if word in states:
            return states[word]
    return Badge(word.replace("_", " "), "point", NEUTRAL)


def when_text(moment: date | datetime) -> str:
    """A day or an instant in words: “tomorrow, Tue 14 Nov 2017” or “today, Mon 13 Nov 2017, 07:30”."""
    if isinstance(moment, datetime):
        there = dates.local(moment)
        return f"{_day_text(there.date())}, {there:%H:%M}"
    return _day_text(moment)


def _day_text(day: date) -> str:
    text = i18n.long_date(day)
    today = dates.today()
    near = {
        today: lazy("today"),
        today + timedelta(days=1): lazy("tomorrow"),
        today - timedelta(days=1): lazy("yesterday"),
    }
    return f"{near[day]}, {text}" if day in near else text


def machine_time(moment: date | datetime) -> str:
    """The same moment for machines and for the title: ISO 8601, in Phnom Penh's time."""
    return (
        dates.local(moment).isoformat(timespec="minutes")
        if isinstance(moment, datetime)
        else moment.isoformat()
    )


def here(**changes: str | None) -> str:
    """The address of this page with some of its questions changed; ``None`` takes one away."""
    asked = {key: values for key, values in request.args.lists() if key not in changes}
    asked |= {key: [value] for key, value in changes.items() if value is not None}
    return f"{request.path}?{urlencode(asked, doseq=True)}" if asked else request.path


def sort_link(column: str) -> str:
    """The address that sorts by ``column``, or turns the order round when it is sorted by it already."""
    turned = request.args.get("sort") == column
    return here(sort=f"-{column}" if turned else column, after=None, before=None)


def sorted_by(column: str) -> str:
    """For ``aria-sort``: how the list now stands by ``column``."""
    asked = request.args.get("sort")
    return {column: "ascending", f"-{column}": "descending"}.get(asked or "", "none")


def calendar_words() -> dict[str, object]:
    """Names for the calendar in the reader's language, since browsers often know no Khmer months."""
    locale = get_locale()
    return {
        "months": [locale.months["stand-alone"]["wide"][n] for n in range(1, 13)],
        "days": [locale.days["stand-alone"]["wide"][n] for n in (6, 0, 1, 2, 3, 4, 5)],
        "shortDays": [locale.days["stand-alone"]["abbreviated"][n] for n in (6, 0, 1, 2, 3, 4, 5)],
        "today": str(lazy("Today")),
        "previous": str(lazy("Previous")),
        "next": str(lazy("Next")),
        "month": str(lazy("Month")),
        "week": str(lazy("Week")),
        "rooms": str(lazy("Rooms")),
        "moved": str(lazy("Moved.")),
        "notMoved": str(lazy("Not moved.")),
        "noConnection": str(lazy("There is no connection; nothing was moved.")),
        "allDay": str(lazy("all day")),
        "morning": str(lazy("morning")),
        "afternoon": str(lazy("afternoon")),
        "nothing": str(lazy("Nothing in these days.")),
    }


def init_app(app: Flask) -> None:
    """Give the templates their words; macros see only globals, so these cannot be a context processor."""
    words = (badge_of, calendar_words, when_text, machine_time, record_word, records_word)
    for word in (*words, here, sort_link, sorted_by):
        app.add_template_global(word)
    for filter_ in (i18n.short_date, i18n.long_date, i18n.official_date, i18n.instant_text, i18n.number):
        app.add_template_filter(filter_)
    app.add_template_filter(dates.local)
