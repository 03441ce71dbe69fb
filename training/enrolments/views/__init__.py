"""Pages of seats, sessions, the calendar, one's own schedule and its feed."""

from flask import Blueprint

from training.enrolments import jobs, scope  # noqa: F401 - they add a chore and clauses
from training.enrolments.views import calendar, feeds, schedule, seats, sessions, waiting

blueprints: tuple[Blueprint, ...] = (
    seats.bp, waiting.bp, sessions.bp, sessions.cancellations, calendar.bp, schedule.bp, feeds.bp,
)  # fmt: skip
