"""The first page of each role: what waits, put together."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from training import dates
from training.accounts.models import User
from training.accounts.queries import Wanted, count_users
from training.certificates.queries import of_official
from training.courses.queries import needed_by
from training.enrolments.queries import next_appointment, own_seats, schedule_of
from training.enrolments.waiting import wishes_of
from training.home import queries
from training.permissions import Role

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Part:
    """The part of the page that one role brings: its template and what stands in it."""

    template: str
    facts: Facts


def coordinator(user: User, on: date) -> Facts:
    return {
        "unsealed": queries.unsealed(user, on=on),
        "small": queries.under_minimum(user, on=on),
        "lists": queries.lists_to_review(user),
        "undecided": queries.undecided(user, on=on),
        "coming": queries.coming(user, on=on),
    }


def trainer(user: User, on: date) -> Facts:
    return {
        "today": queries.teaches_today(user, on=on),
        "following": queries.teaches_next(user, on=on),
        "unsealed": queries.without_seal(user, on=on),
        "undecided": queries.undecided(user, on=on),
    }


def focal(user: User, on: date) -> Facts:
    return {
        "lists": queries.lists_to_review(user),
        "called": queries.not_confirmed(user, on=on),
        "free": queries.with_free_seats(user, on=on),
    }


def official(user: User, on: date) -> Facts:
    himself = queries.oneself(user)
    if himself is None:
        return {"himself": None}
    coming = next_appointment(schedule_of(himself.id), on=on)
    return {
        "himself": himself,
        "coming": coming,
        "days": (coming.training_session.day - on).days if coming else None,
        "seats": own_seats(himself.id),
        "wishes": wishes_of(himself.id, at=dates.now()),
        "needed": needed_by(himself, on=on),
        "certificates": of_official(himself.id),
    }


def hr_officer(user: User, _on: date) -> Facts:
    total, women = queries.people_trained(user)
    return {"total": total, "women": women, "courses": queries.trained(user)}


def auditor(_user: User, _on: date) -> Facts:
    return {"deeds": queries.last_deeds()}


def administrator(user: User, _on: date) -> Facts:
    return {
        "active": count_users(Wanted(state="active"), by=user),
        "waiting": count_users(Wanted(state="waiting"), by=user),
        "disabled": count_users(Wanted(state="disabled"), by=user),
        "failed": queries.failed_jobs(),
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
