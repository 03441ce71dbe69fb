"""An enrolment is one official's seat in one class, from the call to the outcome."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.classes.models import TrainingClass, TrainingSession
from training.dates import HalfDay
from training.db import db, text_enum
from training.i18n import Bilingual
from training.officials.models import Official
from training.organisation.models import Unit
from training.states import HasLife


class Seat(StrEnum):
    REQUESTED = "requested"  # by himself or his unit, waits for approval
    WAITING = "waiting"  # in the queue
    OFFERED = "offered"  # a free seat, until a time
    CALLED = "called"  # has a seat
    CONFIRMED = "confirmed"  # released by the unit
    COMPLETED = "completed"
    NOT_COMPLETED = "not completed"
    REFUSED = "refused"
    DECLINED = "declined"
    EXPIRED = "expired"
    REPLACED = "replaced"  # names the substitute
    WITHDRAWN = "withdrawn"


TAKEN = frozenset({Seat.OFFERED, Seat.CALLED, Seat.CONFIRMED, Seat.COMPLETED, Seat.NOT_COMPLETED})
SEATED = TAKEN - {Seat.OFFERED}  # an offered seat is not yet taken up
LIVE = TAKEN | {Seat.REQUESTED, Seat.WAITING}
_OUT = {Seat.REPLACED, Seat.WITHDRAWN, Seat.COMPLETED, Seat.NOT_COMPLETED}
_LIVE = text("state NOT IN ('refused', 'declined', 'expired', 'replaced', 'withdrawn')")


class Outcome(StrEnum):
    ACHIEVEMENT = "achievement"
    ATTENDANCE = "attendance"
    NONE = "none"


class Enrolment(HasLife, db.Model):
    """One official's seat in one class. A person may come back after a final state; a live one is unique.

    ``unit_id`` is the unit of the day, copied. ``attended`` and ``taught`` are half-days, ``marks`` percent:
    written when the outcome is decided. The queue of a class is its waiting enrolments by ``id``: who asked
    first stands first. ``called_at`` is empty for who never had a seat.
    """

    LIFE = "enrolment"
    MOVES = {
        Seat.REQUESTED: {Seat.WAITING, Seat.CALLED, Seat.REFUSED, Seat.WITHDRAWN},
        Seat.WAITING: {Seat.OFFERED, Seat.CALLED, Seat.WITHDRAWN},
        Seat.OFFERED: {Seat.CALLED, Seat.DECLINED, Seat.EXPIRED},
        Seat.CALLED: {Seat.CONFIRMED, Seat.DECLINED} | _OUT,
        Seat.CONFIRMED: _OUT,
    }
    __table_args__ = (
        Index("uq_enrolment_live", "class_id", "official_id", unique=True, sqlite_where=_LIVE,
              postgresql_where=_LIVE),
        CheckConstraint("state <> 'replaced' OR substitute_id IS NOT NULL", name="replaced_names_substitute"),
        CheckConstraint("state <> 'offered' OR offered_until IS NOT NULL", name="offer_has_limit"),
        CheckConstraint("(state IN ('completed', 'not completed')) = (outcome IS NOT NULL)", name="outcome"),
        Index(None, "official_id"),
        Index(None, "class_id", "state"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("class.id"))
    official_id: Mapped[int] = mapped_column(ForeignKey("official.id"))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    state: Mapped[Seat] = mapped_column(text_enum(Seat), default=Seat.CALLED)
    by_himself: Mapped[bool] = mapped_column(default=False)
    substitute_id: Mapped[int | None] = mapped_column(ForeignKey("enrolment.id"))
    reason: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime]
    changed_at: Mapped[datetime]
    called_at: Mapped[datetime | None]
    offered_until: Mapped[datetime | None]  # the offer lapses at this instant
    outcome: Mapped[Outcome | None] = mapped_column(text_enum(Outcome))
    attended: Mapped[int | None]  # half-days
    taught: Mapped[int | None]  # half-days
    marks: Mapped[int | None]  # percent, best attempt
    decided_on: Mapped[date | None]

    training_class: Mapped[TrainingClass] = relationship(lazy="raise_on_sql")
    official: Mapped[Official] = relationship(lazy="raise_on_sql")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")


class PassedOver(db.Model):
    """That somebody who waits did not get a free seat which another got, and why, as he reads it himself.

    It is copied in both languages: the reason may be gone tomorrow.
    """

    __tablename__ = "passed_over"

    id: Mapped[int] = mapped_column(primary_key=True)
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"), index=True)
    at: Mapped[datetime]
    reason_km: Mapped[str] = mapped_column(String(500))
    reason_en: Mapped[str] = mapped_column(String(500))

    @property
    def reason(self) -> Bilingual:
        return Bilingual(self.reason_km, self.reason_en)


class OfficialHalfDay(db.Model):
    """A half-day that an official spends in class: the key decides that nobody sits in two rooms at once."""

    __tablename__ = "official_half_day"
    __table_args__ = (Index(None, "session_id"), Index(None, "enrolment_id"))

    official_id: Mapped[int] = mapped_column(ForeignKey("official.id"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    half: Mapped[HalfDay] = mapped_column(text_enum(HalfDay), primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolment.id"))

    training_session: Mapped[TrainingSession] = relationship(lazy="raise_on_sql")
