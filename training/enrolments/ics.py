"""Sessions as an iCalendar file (RFC 5545), with hours in Phnom Penh and words without traps."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time

from icalendar import Calendar, Event

from training.dates import HOME_ZONE

PRODUCT = "-//FMIS training//EN"
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One session in somebody's calendar. ``sequence`` grows with each change: programs take the later."""

    uid: str
    day: date
    begins: time
    ends: time
    sequence: int
    cancelled: bool
    changed_at: datetime
    title: str
    place: str
    note: str = ""


def calendar_file(entries: Iterable[Entry], *, name: str) -> bytes:
    """The whole file; a cancelled session stays in it as cancelled, so that programs strike it out."""
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", plain(name))
    calendar.add("x-wr-timezone", str(HOME_ZONE))
    for entry in entries:
        calendar.add_component(_event(entry))
    if calendar.subcomponents:
        calendar.add_missing_timezones()
    return calendar.to_ical()


def plain(text: str) -> str:
    """The text without control characters: a name must not begin a new line of the file."""
    return _CONTROL.sub(" ", text).strip()


def _event(entry: Entry) -> Event:
    event = Event()
    event.add("uid", entry.uid)
    event.add("sequence", entry.sequence)
    event.add("dtstamp", entry.changed_at)
    event.add("last-modified", entry.changed_at)
    event.add("dtstart", datetime.combine(entry.day, entry.begins, HOME_ZONE))
    event.add("dtend", datetime.combine(entry.day, entry.ends, HOME_ZONE))
    event.add("summary", plain(entry.title))
    event.add("location", plain(entry.place))
    event.add("status", "CANCELLED" if entry.cancelled else "CONFIRMED")
    if entry.note:
        event.add("description", plain(entry.note))
    return event
