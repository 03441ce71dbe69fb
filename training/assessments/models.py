"""Results: one attempt's marks in percent."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.db import db, text_enum
from training.enrolments.models import Enrolment


class AssessmentKind(StrEnum):
    PRE_TEST = "pre-test"  # shows where people start; never decides
    POST_TEST = "post-test"
    PRACTICAL = "practical"


DECIDES = frozenset({AssessmentKind.POST_TEST, AssessmentKind.PRACTICAL})
_CURRENT = text("superseded_at IS NULL")


class Result(db.Model):
    """One attempt (លទ្ធផល). A correction supersedes it with a new row and a reason."""

    __table_args__ = (
        CheckConstraint("marks BETWEEN 0 AND 100", name="percent"),
        CheckConstraint("attempt > 0", name="attempt"),
        Index("uq_result_current", "enrolment_id", "kind", "attempt", unique=True, sqlite_where=_CURRENT,
              postgresql_where=_CURRENT),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    kind: Mapped[AssessmentKind] = mapped_column(text_enum(AssessmentKind))
    attempt: Mapped[int] = mapped_column(default=1)
    marks: Mapped[int]  # percent
    taken_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(300), default="")
    entered_at: Mapped[datetime]
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    superseded_at: Mapped[datetime | None]

    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
