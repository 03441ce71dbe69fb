"""Certificates: numbered, frozen, revocable; what was printed is copied here and never joined again."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.db import db, text_enum
from training.enrolments.models import Enrolment
from training.officials.models import Official
from training.states import HasLife


class CertificateKind(StrEnum):
    ACHIEVEMENT = "achievement"
    ATTENDANCE = "attendance"


class CertificateState(StrEnum):
    VALID = "valid"
    VOID = "void"
    REPLACED = "replaced"  # reissued under a new number


_VALID = text("state = 'valid'")


class Certificate(HasLife, db.Model):
    """A certificate (វិញ្ញាបនបត្រ). ``code``: 128 random bits, in its QR; ``facts``: what the paper says."""

    LIFE = "certificate"
    MOVES = {CertificateState.VALID: {CertificateState.VOID, CertificateState.REPLACED}}
    __table_args__ = (
        Index(
            "uq_certificate_valid", "enrolment_id", unique=True, sqlite_where=_VALID, postgresql_where=_VALID
        ),
        CheckConstraint("state = 'valid' OR ended_reason <> ''", name="end_has_reason"),
        Index(None, "official_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[CertificateKind] = mapped_column(text_enum(CertificateKind))
    code: Mapped[str] = mapped_column(String(40), unique=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    official_id: Mapped[int] = mapped_column(ForeignKey("official.id"))
    facts: Mapped[dict[str, Any]]
    sha256: Mapped[str] = mapped_column(String(64))  # of the file
    state: Mapped[CertificateState] = mapped_column(
        text_enum(CertificateState), default=CertificateState.VALID
    )
    issued_on: Mapped[date]
    issued_at: Mapped[datetime]
    issued_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    ended_at: Mapped[datetime | None]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    ended_reason: Mapped[str] = mapped_column(String(300), default="")
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("certificate.id"))

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
    official: Mapped[Official] = relationship(lazy="raise_on_sql")


class CertificateFile(db.Model):
    """The bytes as issued."""

    certificate_id: Mapped[int] = mapped_column(ForeignKey("certificate.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class CertificateSeries(db.Model):
    """The last number given in a year; locked while the next one is taken."""

    year: Mapped[int] = mapped_column(primary_key=True)
    last: Mapped[int] = mapped_column(default=0)
