"""The story in ten steps: each opens in the right role, on the right page."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from training.classes.models import ClassState, SessionState, TrainingClass, TrainingSession
from training.db import db
from training.i18n import Text, lazy
from training.identification.models import IdentificationList, ListState
from training.permissions import Role

Arguments = Callable[[], dict[str, Any] | None]  # None: there is nothing of the kind any more


@dataclass(frozen=True, slots=True)
class Step:
    number: int
    title: Text
    role: Role
    endpoint: str
    arguments: Arguments = field(default=dict)


def _named(name: str, found: int | None) -> dict[str, Any] | None:
    return {name: found} if found else None


def _list_to_review() -> dict[str, Any] | None:
    query = select(IdentificationList.id).where(IdentificationList.state == ListState.READ)
    return _named("number", db.session.scalar(query.order_by(IdentificationList.id.desc())))


def _published_class() -> dict[str, Any] | None:
    query = select(TrainingClass.id).where(TrainingClass.state == ClassState.PUBLISHED)
    return _named("class_id", db.session.scalar(query.order_by(TrainingClass.starts_on)))


def _session_to_mark() -> dict[str, Any] | None:
    query = (
        select(TrainingSession.id)
        .join(TrainingClass, TrainingClass.id == TrainingSession.class_id)
        .where(TrainingClass.state == ClassState.RUNNING, TrainingSession.state == SessionState.PLANNED)
        .order_by(TrainingSession.day, TrainingSession.half.desc())
    )
    return _named("number", db.session.scalar(query))


def _class_to_assess() -> dict[str, Any] | None:
    """The running class, else the last one with results."""
    running = select(TrainingClass.id).where(TrainingClass.state.in_((ClassState.TAUGHT, ClassState.RUNNING)))
    found = db.session.scalar(running.order_by(TrainingClass.state.desc(), TrainingClass.starts_on))
    return _named("class_id", found)


STEPS = (
    Step(1, lazy("A list arrives"), Role.COORDINATOR, "identification.index"),
    Step(2, lazy("Doubtful rows"), Role.COORDINATOR, "identification.show", _list_to_review),
    Step(3, lazy("Who needs what"), Role.COORDINATOR, "needs.index"),
    Step(4, lazy("Plan the wave"), Role.COORDINATOR, "classes.new"),
    Step(5, lazy("Publish and call"), Role.COORDINATOR, "classes.show", _published_class),
    Step(6, lazy("A seat changes hands"), Role.OFFICIAL, "schedule.index"),
    Step(7, lazy("Mark attendance"), Role.TRAINER, "attendance.sheet", _session_to_mark),
    Step(8, lazy("Results and outcome"), Role.COORDINATOR, "results.index", _class_to_assess),
    Step(9, lazy("The certificate and its check"), Role.OFFICIAL, "own_certificates.index"),
    Step(10, lazy("Which unit can go live"), Role.COORDINATOR, "readiness.index"),
)
