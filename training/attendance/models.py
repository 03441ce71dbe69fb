"""Attendance of one official at one session; entries are added, never changed."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.classes.models import TrainingSession
from training.db import db, text_enum
from training.enrolments.models import Enrolment


class Presence(StrEnum):
    PRESENT = "present"
    LATE = "late"  # counts as present
    EXCUSED = "excused"
    ABSENT = "absent"


ATTENDED = frozenset({Presence.PRESENT, Presence.LATE})
_CURRENT = text("superseded_at IS NULL")


class Mark(db.Model):
    """One entry (ការកត់វត្តមាន); without ``superseded_at`` it counts. After sealing it needs a reason."""

    __table_args__ = (
        Index("uq_mark_current", "session_id", "enrolment_id", unique=True, sqlite_where=_CURRENT,
              postgresql_where=_CURRENT),
        Index(None, "enrolment_id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))
    presence: Mapped[Presence] = mapped_column(text_enum(Presence))
    reason: Mapped[str] = mapped_column(String(300), default="")
    marked_at: Mapped[datetime]
    marked_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    superseded_at: Mapped[datetime | None]

    training_session: Mapped[TrainingSession] = relationship(lazy="raise_on_sql")
    enrolment: Mapped[Enrolment] = relationship(lazy="raise_on_sql")
