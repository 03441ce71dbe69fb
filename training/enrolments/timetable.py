"""The timetable as the calendar of a browser reads it: plain values, hours in Phnom Penh."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from training.accounts.models import User
from training.classes import queries
from training.classes.models import ClassState, SessionState, TrainingClass, TrainingSession
from training.classes.rules import days_off
from training.institution import Institution
from training.resources.models import Room

TONES = {
    ClassState.DRAFT: "planned",
    ClassState.PUBLISHED: "called",
    ClassState.RUNNING: "running",
    ClassState.TAUGHT: "taught",
    ClassState.COMPLETED: "taught",
}
LONGEST = timedelta(days=62)  # a month's view with its edges, and as much again


def events(first: date, last: date, *, for_user: User, house: Institution) -> list[dict[str, Any]]:
    """The sessions and the holidays from ``first`` to ``last``; at most two months at once."""
    last = min(last, first + LONGEST)
    seen = queries.sessions_between(first, last, for_user=for_user)
    off = days_off(first, last)
    return [*_sessions(seen, house=house, off=off), *_holidays(off)]


def rows() -> list[dict[str, Any]]:
    """The rooms, as the rows of the calendar."""
    return [{"id": room.id, "title": _title(room)} for room in queries.rooms()]


def _sessions(
    seen: Sequence[tuple[TrainingSession, TrainingClass]], *, house: Institution, off: dict[date, str]
) -> Iterator[dict[str, Any]]:
    for training_session, training_class in seen:
        begins, ends = house.hours(training_session.half)
        yield {
            "id": training_session.id,
            "title": str(training_class.name),
            "start": _at(training_session.day, begins),
            "end": _at(training_session.day, ends),
            "resourceId": training_session.room_id,
            "class": training_class.id,
            "tone": TONES[training_class.state],
            "seats": f"{training_class.taken}/{training_class.seats}",
            "editable": training_session.state is SessionState.PLANNED,
            "clash": off.get(training_session.day),  # a holiday that was declared later
        }


def _holidays(off: dict[date, str]) -> Iterator[dict[str, Any]]:
    for day, name in off.items():
        until = day + timedelta(days=1)
        yield {
            "start": day.isoformat(), "end": until.isoformat(), "title": name, "display": "background",
            "allDay": True,
        }  # fmt: skip


def _at(day: date, hour: time) -> str:
    return datetime.combine(day, hour).isoformat(timespec="minutes")


def _title(room: Room) -> str:
    return f"{room.name} ({room.seats})"
