"""Certificates as the pages show them; every query is narrowed to what the reader answers for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, case, exists, func, or_, select
from sqlalchemy.orm import joinedload

from training import khmer
from training.accounts.models import User
from training.accounts.scope import in_units_of, seen_by
from training.certificates import scope  # noqa: F401 - adds its clauses
from training.certificates.models import Certificate, CertificateFile, CertificateState
from training.certificates.service import DESERVES
from training.classes.models import ClassState, TrainingClass
from training.courses.models import Course
from training.db import db
from training.enrolments.models import Enrolment
from training.errors import NotFound
from training.officials.models import Official, Sex
from training.organisation.models import Unit

PAGE = 50


@dataclass(frozen=True, slots=True)
class Register:
    """A page of the register, the count of all that match with the women among them, and where it goes on."""

    rows: Sequence[Certificate]
    total: int
    women: int
    before: int | None


def register(user: User, *, chosen: dict[str, Any], before: int | None = None) -> Register:
    """The newest first; ``chosen`` may name a number or name, a course, a unit, a kind and a state."""
    matching = _matching(user, chosen)
    women = func.count(case((Official.sex == Sex.FEMALE, 1)))
    total, of_them = db.session.execute(matching.with_only_columns(func.count(), women)).one()
    shown = matching.where(Certificate.id < before) if before else matching
    shown = shown.options(joinedload(Certificate.official)).order_by(Certificate.id.desc()).limit(PAGE + 1)
    rows = db.session.scalars(shown).all()
    return Register(rows[:PAGE], total, of_them, rows[PAGE - 1].id if len(rows) > PAGE else None)


def get(number: int, *, user: User) -> Certificate:
    query = select(Certificate).where(Certificate.id == number, seen_by(user, Certificate))
    found = db.session.scalar(query.options(joinedload(Certificate.official)))
    if found is None:
        raise NotFound
    return found


def of_class(training_class: TrainingClass, *, user: User) -> Sequence[Certificate]:
    """All certificates of a class, those that no longer hold among them, by number."""
    query = (
        select(Certificate)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .where(Enrolment.class_id == training_class.id, seen_by(user, Certificate))
        .options(joinedload(Certificate.official))
    )
    return db.session.scalars(query.order_by(Certificate.id)).all()


def of_official(official_id: int | None) -> Sequence[Certificate]:
    """An official's own, the newest first."""
    query = select(Certificate).where(Certificate.official_id == official_id)
    return db.session.scalars(query.order_by(Certificate.id.desc())).all()


def ended(user: User, *, most: int) -> Sequence[Certificate]:
    """The certificates that were voided or replaced, the latest first."""
    no_longer = Certificate.state.in_((CertificateState.VOID, CertificateState.REPLACED))
    query = select(Certificate).where(no_longer, seen_by(user, Certificate))
    latest = query.order_by(Certificate.ended_at.desc(), Certificate.id.desc())
    return db.session.scalars(latest.limit(most)).all()


def counts_by_state(user: User) -> dict[CertificateState, int]:
    """How many certificates hold, were voided, were replaced."""
    query = select(Certificate.state, func.count()).where(seen_by(user, Certificate))
    found = dict(db.session.execute(query.group_by(Certificate.state)).all())
    return {state: found.get(state, 0) for state in CertificateState}


def to_issue(user: User) -> Select[TrainingClass]:
    """The classes of which somebody may have a certificate and never had one."""
    had = exists().where(Certificate.enrolment_id == Enrolment.id)
    seats = select(Enrolment.class_id).where(Enrolment.outcome.in_(DESERVES), ~had, seen_by(user, Enrolment))
    done = TrainingClass.state == ClassState.COMPLETED
    return select(TrainingClass).where(done, TrainingClass.id.in_(seats), seen_by(user, TrainingClass))


def content(certificate: Certificate) -> bytes:
    """The bytes as issued."""
    return db.session.get_one(CertificateFile, certificate.id).content


def successor(certificate: Certificate) -> Certificate | None:
    return db.session.scalar(select(Certificate).where(Certificate.replaces_id == certificate.id))


def by_code(code: str) -> Certificate:
    """For the public: who has the code in hand has the paper in hand."""
    found = db.session.scalar(select(Certificate).where(Certificate.code == code))
    if found is None:
        raise NotFound
    return found


def by_number(number: str, *, family_name: str) -> Certificate | None:
    """For the public: the number as printed, and the family name as printed, in Khmer or Latin letters."""
    found = db.session.scalar(select(Certificate).where(Certificate.number == number.strip()))
    if found is None:
        return None
    printed = [found.facts["name_km"], found.facts["name_latin"]]
    families = {_plain(name.split()[0]) for name in printed if name.strip()}
    return found if _plain(family_name) in families else None


def courses() -> Sequence[Course]:
    return db.session.scalars(select(Course).order_by(Course.position, Course.id)).all()


def units(user: User) -> Sequence[Unit]:
    return db.session.scalars(select(Unit).where(in_units_of(user, Unit.id)).order_by(Unit.code)).all()


def _plain(name: str) -> str:
    return khmer.clean(name).casefold()


def _matching(user: User, chosen: dict[str, Any]) -> Select[Certificate]:
    query = (
        select(Certificate)
        .join(Enrolment, Enrolment.id == Certificate.enrolment_id)
        .join(Official, Official.id == Certificate.official_id)
        .where(seen_by(user, Certificate))
    )
    if words := chosen.get("words"):
        query = query.where(
            or_(
                Certificate.number == words,
                Official.name_latin.icontains(words, autoescape=True),
                Official.name_km.contains(words, autoescape=True),
            )
        )
    if course := chosen.get("course"):
        query = query.join(TrainingClass, TrainingClass.id == Enrolment.class_id)
        query = query.where(TrainingClass.course_id == int(course))
    if unit := chosen.get("unit"):
        query = query.where(Enrolment.unit_id.in_(_tree(int(unit))))
    if state := chosen.get("state"):
        query = query.where(Certificate.state == CertificateState(state))
    return query


def _tree(unit: int) -> Select[int]:
    top = select(Unit.path).where(Unit.id == unit).scalar_subquery()
    return select(Unit.id).where(Unit.path.like(top + "%"))
