"""Pages of seats, sessions, the calendar, one's own schedule and its feed."""

from flask import Blueprint

from training.enrolments import scope  # noqa: F401 - adds its clauses
from training.enrolments.views import calendar, feeds, schedule, seats, sessions

blueprints: tuple[Blueprint, ...] = (
    seats.bp, sessions.bp, sessions.cancellations, calendar.bp, schedule.bp, feeds.bp,
)  # fmt: skip
