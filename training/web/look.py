"""What the templates ask for beside their context: state words, dates in words, the address of this page."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from urllib.parse import urlencode

from flask import Flask, request
from flask_babel import get_locale

from training import dates, i18n
from training.i18n import Text, lazy


@dataclass(frozen=True, slots=True)
class Badge:
    """A state as people see it: a word, an icon and a tone, so that nothing depends on colour alone."""

    word: Text
    icon: str
    tone: str


NEUTRAL, INFO, GOOD, WARN, BAD, GOLD = "neutral", "info", "good", "warn", "bad", "gold"

STATES: dict[str, dict[str, Badge]] = {
    "enrolment": {
        "requested": Badge(lazy("requested"), "hourglass", INFO),
        "waiting": Badge(lazy("on the waiting list"), "clock", WARN),
        "offered": Badge(lazy("seat offered"), "mail", INFO),
        "called": Badge(lazy("called"), "bell", INFO),
        "confirmed": Badge(lazy("confirmed"), "check", GOOD),
        "replaced": Badge(lazy("replaced"), "switch", NEUTRAL),
        "withdrawn": Badge(lazy("withdrawn"), "arrow-back", NEUTRAL),
        "completed": Badge(lazy("completed"), "circle-check", GOOD),
        "not_completed": Badge(lazy("not completed"), "circle-x", BAD),
        "refused": Badge(lazy("refused"), "ban", BAD),
        "declined": Badge(lazy("declined"), "x", NEUTRAL),
        "expired": Badge(lazy("expired"), "clock-off", NEUTRAL),
    },
    "class": {
        "draft": Badge(lazy("draft"), "pencil", NEUTRAL),
        "published": Badge(lazy("published"), "speakerphone", INFO),
        "running": Badge(lazy("running"), "player-play", GOOD),
        "taught": Badge(lazy("taught"), "school", WARN),
        "completed": Badge(lazy("completed"), "circle-check", GOOD),
        "cancelled": Badge(lazy("cancelled"), "ban", BAD),
    },
    "list": {
        "received": Badge(lazy("received"), "inbox", INFO),
        "read": Badge(lazy("read"), "eye", WARN),
        "applied": Badge(lazy("applied"), "circle-check", GOOD),
        "undone": Badge(lazy("undone"), "arrow-back", NEUTRAL),
        "replaced": Badge(lazy("replaced by a later list"), "switch", NEUTRAL),
        "refused": Badge(lazy("refused"), "ban", BAD),
    },
    "row": {
        "new": Badge(lazy("new"), "plus", INFO),
        "same": Badge(lazy("unchanged"), "equal", NEUTRAL),
        "changed": Badge(lazy("changed"), "pencil", INFO),
        "doubtful": Badge(lazy("doubtful"), "help", WARN),
        "held": Badge(lazy("on hold"), "player-pause", WARN),
        "refused": Badge(lazy("refused"), "ban", BAD),
    },
    "attendance": {
        "present": Badge(lazy("present"), "check", GOOD),
        "late": Badge(lazy("late"), "clock", WARN),
        "excused": Badge(lazy("excused"), "file-text", INFO),
        "absent": Badge(lazy("absent"), "x", BAD),
        "unmarked": Badge(lazy("not marked"), "minus", NEUTRAL),
        "sealed": Badge(lazy("sealed"), "lock", GOLD),
    },
    "certificate": {
        "valid": Badge(lazy("valid"), "certificate", GOLD),
        "void": Badge(lazy("void"), "ban", BAD),
        "replaced": Badge(lazy("replaced by another certificate"), "switch", NEUTRAL),
    },
    "job": {
        "queued": Badge(lazy("queued"), "hourglass", NEUTRAL),
        "running": Badge(lazy("running"), "player-play", INFO),
        "done": Badge(lazy("done"), "circle-check", GOOD),
        "failed": Badge(lazy("failed"), "alert-triangle", BAD),
    },
    "readiness": {
        "nobody": Badge(lazy("nobody"), "user-off", BAD),
        "identified": Badge(lazy("identified"), "user", NEUTRAL),
        "called": Badge(lazy("called"), "bell", INFO),
        "trained": Badge(lazy("trained"), "school", INFO),
        "certified": Badge(lazy("certified"), "certificate", GOOD),
        "licensed": Badge(lazy("licensed"), "key", GOOD),
        "ready": Badge(lazy("ready"), "circle-check", GOOD),
        "ready_with_stand_in": Badge(lazy("ready with stand-in"), "users", GOOD),
        "nearly": Badge(lazy("nearly"), "clock", WARN),
        "blocked": Badge(lazy("blocked"), "ban", BAD),
    },
    "session": {
        "planned": Badge(lazy("planned"), "calendar-event", INFO),
        "sealed": Badge(lazy("sealed"), "lock", GOLD),
        "cancelled": Badge(lazy("cancelled"), "ban", BAD),
    },
    "outcome": {
        "achievement": Badge(lazy("achieved"), "circle-check", GOOD),
        "attendance": Badge(lazy("attended"), "check", INFO),
        "none": Badge(lazy("did not pass"), "circle-x", BAD),
        "passed": Badge(lazy("passed"), "circle-check", GOOD),
        "failed": Badge(lazy("did not pass"), "circle-x", BAD),
        "not_assessed": Badge(lazy("not assessed yet"), "minus", NEUTRAL),
        "open": Badge(lazy("not decided yet"), "hourglass", NEUTRAL),
    },
    "user": {
        "active": Badge(lazy("active"), "check", GOOD),
        "disabled": Badge(lazy("disabled"), "lock", BAD),
        "waiting_for_first_sign_in": Badge(lazy("has not signed in yet"), "hourglass", NEUTRAL),
    },
    "message": {
        "held": Badge(lazy("on hold"), "player-pause", WARN),
        "sent": Badge(lazy("sent"), "check", GOOD),
        "failed": Badge(lazy("failed"), "alert-triangle", BAD),
    },
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
    for word in (badge_of, calendar_words, when_text, machine_time, here, sort_link, sorted_by):
        app.add_template_global(word)
    for filter_ in (i18n.short_date, i18n.long_date, i18n.official_date, i18n.instant_text, i18n.number):
        app.add_template_filter(filter_)
    app.add_template_filter(dates.local)
