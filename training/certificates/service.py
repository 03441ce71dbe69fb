"""Certificates are issued by class, frozen, and only ever voided or replaced."""

import hashlib
import secrets
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from sqlalchemy import exists, select, update

from training import audit
from training.accounts.models import User
from training.certificates.facts import CertificateFacts
from training.certificates.layout import certificate_pdf
from training.certificates.models import (
    Certificate,
    CertificateFile,
    CertificateKind,
    CertificateSeries,
    CertificateState,
)
from training.certificates.writing import facts_for
from training.classes.models import ClassState, TrainingClass
from training.classes.rules import ReasonNeeded
from training.courses.models import Basis, EarnedCourse
from training.db import db
from training.enrolments.models import Enrolment, Outcome
from training.errors import RuleViolation
from training.i18n import lazy
from training.officials.models import Official

DESERVES = frozenset({Outcome.ACHIEVEMENT, Outcome.ATTENDANCE})


class OutcomesOpen(RuleViolation):
    message = lazy("Certificates are issued when the outcomes of the class are decided.")


class NobodyToCertify(RuleViolation):
    message = lazy("Everybody in this class who may have a certificate has one.")


class NotDeserved(RuleViolation):
    message = lazy("The outcome of this seat allows no certificate.")


def issue(
    training_class: TrainingClass, *, by: User | None, at: datetime, on: date, public_url: str = ""
) -> list[Certificate]:
    """Issue a certificate to everybody in the class whose outcome allows one and who never had one for it.

    ``public_url`` is the site's address, for the code to verify; without it the papers say “demo”.

    Raises:
        OutcomesOpen: the class is not completed.
        NobodyToCertify: nobody is left.
    """
    for obstacle in obstacles(training_class):
        raise obstacle
    seats = deserving(training_class)
    return [_issue(seat, training_class, by=by, at=at, on=on, public_url=public_url) for seat in seats]


def obstacles(training_class: TrainingClass) -> Iterator[RuleViolation]:
    """Why no certificates can be issued to this class."""
    if training_class.state is not ClassState.COMPLETED:
        yield OutcomesOpen()
    elif not deserving(training_class):
        yield NobodyToCertify()


def deserving(training_class: TrainingClass) -> Sequence[Enrolment]:
    """The seats that may have a certificate and never had one, in the order of names."""
    had = exists().where(Certificate.enrolment_id == Enrolment.id)
    query = (
        select(Enrolment)
        .join(Enrolment.official)
        .where(Enrolment.class_id == training_class.id, Enrolment.outcome.in_(DESERVES), ~had)
        .order_by(Official.sort_key, Official.id)
    )
    return db.session.scalars(query).all()


def void(certificate: Certificate, *, reason: str, by: User | None, at: datetime) -> None:
    """Take a certificate back for ever; the course it stood for is no longer earned.

    Raises:
        ReasonNeeded: the reason is empty.
        ForbiddenMove: it is void or replaced already.
    """
    _end(certificate, to=CertificateState.VOID, reason=reason, by=by, at=at)
    _take_back_course(certificate, at=at)
    audit.record("voided certificate", certificate, by=by, reason=reason)


def reissue(
    certificate: Certificate, *, reason: str, by: User | None, at: datetime, on: date, public_url: str = ""
) -> Certificate:
    """Issue the certificate anew with the facts of today (a corrected name), under a new number.

    Raises:
        ReasonNeeded: the reason is empty.
        ForbiddenMove: it is void or replaced already.
        NotDeserved: the outcome allows no certificate.
    """
    enrolment = db.session.get_one(Enrolment, certificate.enrolment_id)
    if enrolment.outcome not in DESERVES:
        raise NotDeserved
    _end(certificate, to=CertificateState.REPLACED, reason=reason, by=by, at=at)
    db.session.flush()
    training_class = db.session.get_one(TrainingClass, enrolment.class_id)
    new = _issue(enrolment, training_class, by=by, at=at, on=on, public_url=public_url)
    new.replaces_id = certificate.id
    audit.record("replaced certificate", certificate, by=by, reason=reason, new=new.number)
    return new


def _issue(
    enrolment: Enrolment,
    training_class: TrainingClass,
    *,
    by: User | None,
    at: datetime,
    on: date,
    public_url: str,
) -> Certificate:
    number, code = _next_number(on), secrets.token_urlsafe(16)  # 128 bits
    address = f"{public_url}/verify/{code}" if public_url else ""
    facts = facts_for(enrolment, training_class, number=number, issued_on=on, verify_url=address)
    content = certificate_pdf(facts)
    certificate = Certificate(
        number=number, code=code, kind=CertificateKind(facts.kind.value), enrolment_id=enrolment.id,
        official_id=enrolment.official_id, facts=facts.as_json(), sha256=hashlib.sha256(content).hexdigest(),
        issued_on=on, issued_at=at, issued_by_id=by.id if by else None,
    )  # fmt: skip
    db.session.add(certificate)
    db.session.flush()
    db.session.add(CertificateFile(certificate_id=certificate.id, content=content))
    audit.record("issued certificate", certificate, by=by, number=number, sha256=certificate.sha256)
    return certificate


def facts_of(certificate: Certificate) -> CertificateFacts:
    """What the paper says."""
    return CertificateFacts.from_json(certificate.facts)


def _next_number(on: date) -> str:
    """NNN/YY, as ``007/17``: counted within the year, the series locked until the transaction ends."""
    locked = select(CertificateSeries).where(CertificateSeries.year == on.year).with_for_update()
    series = db.session.scalar(locked)
    if series is None:
        series = CertificateSeries(year=on.year, last=0)
        db.session.add(series)
    series.last += 1
    db.session.flush()
    return f"{series.last:03}/{on.year % 100:02}"


def _end(
    certificate: Certificate, *, to: CertificateState, reason: str, by: User | None, at: datetime
) -> None:
    if not reason.strip():
        raise ReasonNeeded
    certificate.move_to(to)
    certificate.ended_reason, certificate.ended_at = reason.strip(), at
    certificate.ended_by_id = by.id if by else None


def _take_back_course(certificate: Certificate, *, at: datetime) -> None:
    course = (
        select(TrainingClass.course_id)
        .join(Enrolment, Enrolment.class_id == TrainingClass.id)
        .where(Enrolment.id == certificate.enrolment_id)
    )
    db.session.execute(
        update(EarnedCourse)
        .where(
            EarnedCourse.official_id == certificate.official_id,
            EarnedCourse.course_id == course.scalar_subquery(),
            EarnedCourse.basis == Basis(certificate.kind.value),
            EarnedCourse.withdrawn_at.is_(None),
        )
        .values(withdrawn_at=at)
    )
