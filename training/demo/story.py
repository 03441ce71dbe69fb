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

Arguments = Callable[[], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Step:
    number: int
    title: Text
    role: Role
    endpoint: str
    arguments: Arguments = field(default=dict)


def _list_to_review() -> dict[str, Any]:
    query = select(IdentificationList.id).where(IdentificationList.state == ListState.READ)
    return {"number": db.session.scalar(query.order_by(IdentificationList.id.desc())) or 0}


def _published_class() -> dict[str, Any]:
    query = select(TrainingClass.id).where(TrainingClass.state == ClassState.PUBLISHED)
    return {"class_id": db.session.scalar(query.order_by(TrainingClass.starts_on)) or 0}


def _session_to_mark() -> dict[str, Any]:
    query = (
        select(TrainingSession.id)
        .join(TrainingClass, TrainingClass.id == TrainingSession.class_id)
        .where(TrainingClass.state == ClassState.RUNNING, TrainingSession.state == SessionState.PLANNED)
        .order_by(TrainingSession.day, TrainingSession.half.desc())
    )
    return {"number": db.session.scalar(query) or 0}


def _class_to_assess() -> dict[str, Any]:
    """The running class, else the last one with results."""
    running = select(TrainingClass.id).where(TrainingClass.state.in_((ClassState.TAUGHT, ClassState.RUNNING)))
    found = db.session.scalar(running.order_by(TrainingClass.state.desc(), TrainingClass.starts_on))
    return {"class_id": found or 0}


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
