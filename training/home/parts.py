"""The first page of each role: what waits, put together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from training import dates
from training.accounts.models import User
from training.accounts.queries import Wanted, count_users, users_by_role
from training.certificates.queries import counts_by_state, ended, of_official
from training.classes.month import span, weeks, workdays_among
from training.classes.queries import sessions_between
from training.classes.rules import days_off
from training.enrolments.queries import next_appointment, schedule_of
from training.enrolments.unserved import unserved, unserved_by_course
from training.enrolments.waiting import wishes_of
from training.home import queries, teaching
from training.home.few import FEW
from training.home.needs import still_needed
from training.identification.queries import lists
from training.operation.queries import VERBS, count_of, deeds_of, entries, health
from training.operation.words import TASKS
from training.permissions import Role
from training.readiness.queries import board
from training.readiness.summary import by_module, missing, unready
from training.statistics.queries import Filter, by_month_in_all, by_unit, exports_made, whole

Facts = dict[str, Any]
MONTHS, UNITS, MOST_DEEDS = 12, 10, 8
LATE = timedelta(minutes=10)  # a job that waits longer has no worker
CHANGED = ("corrected mark", "corrected result")


@dataclass(frozen=True, slots=True)
class Part:
    """The part of the page that one role brings: its template and what stands in it."""

    template: str
    facts: Facts


def coordinator(user: User, on: date) -> Facts:
    return {
        "lists": queries.lists_to_review(user),
        "doubtful": queries.doubtful_rows(user),
        "requests": teaching.with_requests(user, on=on),
        "called": queries.not_confirmed(user, on=on),
        "drafts": teaching.drafts(user),
        "small": teaching.under_minimum(user, on=on),
        "clashes": teaching.on_holidays(user, on=on),
        "unserved": unserved(user, on=on),
        "unsealed": teaching.unsealed(user, on=on),
        "undecided": teaching.undecided(user, on=on),
        "to_issue": teaching.without_certificates(user),
        "coming": teaching.coming(user, on=on),
        "wave": teaching.next_wave(user, on=on),
        **_month(user, on),
        **_readiness(user, on),
    }


def trainer(user: User, on: date) -> Facts:
    return {
        "today": teaching.teaches_today(user, on=on),
        "following": teaching.teaches_next(user, on=on),
        "unsealed": teaching.without_seal(user, on=on),
        "undecided": teaching.results_to_enter(user, on=on),
    }


def focal(user: User, on: date) -> Facts:
    waiting = unserved_by_course(user, on=on)
    return {
        "lists": lists(user)[:FEW],
        "to_review": queries.lists_to_review(user),
        "called": queries.not_confirmed(user, on=on),
        "free": teaching.with_free_seats(user, on=on),
        "unserved": unserved(user, on=on),
        "wanting": {each.course.id: each.count for each in waiting},
        **_readiness(user, on),
    }


def official(user: User, on: date) -> Facts:
    himself = queries.oneself(user)
    if himself is None:
        return {"himself": None}
    coming = next_appointment(schedule_of(himself.id), on=on)
    wishes = wishes_of(himself.id, at=dates.now())
    return {
        "himself": himself,
        "coming": coming,
        "days": (coming.training_session.day - on).days if coming else None,
        "wishes": wishes,
        "needed": still_needed(himself, wishes=wishes, on=on),
        "certificates": of_official(himself.id),
    }


def hr_officer(user: User, _on: date) -> Facts:
    everything = Filter()
    units = by_unit(user, everything)
    units.sort(key=lambda line: -line.figures.achievement.total)
    return {
        "people": queries.people_trained(user),
        "whole": whole(user, everything),
        "units": units[:UNITS],
        "all_units": len(units),
        "months": by_month_in_all(user, everything, most=MONTHS),
        "exports": exports_made(by=user, most=FEW),
    }


def auditor(user: User, _on: date) -> Facts:
    return {
        "certificates": counts_by_state(user),
        "ended": ended(user, most=FEW),
        "counts": count_of("sealed session", *CHANGED),
        "changed": deeds_of(*CHANGED, most=FEW),
        "exports": exports_made(most=FEW),
        "deeds": entries()[:MOST_DEEDS],
        "verbs": VERBS,
    }


def administrator(user: User, _on: date) -> Facts:
    now = health()
    return {
        "health": now,
        "late": now.oldest is not None and now.oldest < dates.now() - LATE,
        "active": count_users(Wanted(state="active"), by=user),
        "waiting": count_users(Wanted(state="waiting"), by=user),
        "disabled": count_users(Wanted(state="disabled"), by=user),
        "roles": users_by_role(by=user),
        "failed": queries.failed_jobs(),
        "jobs": queries.last_jobs(),
        "tasks": TASKS,
    }


PARTS: dict[Role, tuple[str, Callable[[User, date], Facts]]] = {
    Role.OFFICIAL: ("home/_official.html", official),
    Role.TRAINER: ("home/_trainer.html", trainer),
    Role.FOCAL: ("home/_focal.html", focal),
    Role.COORDINATOR: ("home/_coordinator.html", coordinator),
    Role.HR_OFFICER: ("home/_hr_officer.html", hr_officer),
    Role.AUDITOR: ("home/_auditor.html", auditor),
    Role.ADMINISTRATOR: ("home/_administrator.html", administrator),
}


def parts(user: User, *, on: date) -> list[Part]:
    """One part for each role of ``user``."""
    return [Part(template, made(user, on)) for role, (template, made) in PARTS.items() if user.has(role)]


def _month(user: User, on: date) -> Facts:
    first, last = span(on)
    sheet = weeks(on, taught=sessions_between(first, last, for_user=user), off=days_off(first, last))
    return {"month": on.replace(day=1), "weeks": sheet, "workdays": workdays_among(sheet)}


def _readiness(user: User, on: date) -> Facts:
    seen = board(user, on=on)
    return {
        "board": seen,
        "modules": by_module(seen),
        "unready": unready(seen),
        "missing": missing(seen),
    }
