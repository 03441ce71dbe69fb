"""Classes and their sessions. Unique indexes of the database keep rooms and trainers from two bookings."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.courses.models import Course
from training.dates import HalfDay, Moment
from training.db import db, text_enum
from training.i18n import Bilingual
from training.resources.models import Room, Trainer
from training.states import HasLife


class ClassState(StrEnum):
    DRAFT = "draft"
    PUBLISHED = "published"
    RUNNING = "running"
    TAUGHT = "taught"  # every session is over
    COMPLETED = "completed"  # outcomes are decided
    CANCELLED = "cancelled"


class TrainingClass(HasLife, db.Model):
    """One run of a course (ថ្នាក់): “Accounts Payable, class 3”.

    ``taken`` counts seats in use; the database keeps it at or below ``seats``, so two requests for the last
    seat cannot both win. ``version`` grows with every change that people must be told about.
    """

    __tablename__ = "class"
    LIFE = "class"
    MOVES = {
        ClassState.DRAFT: {ClassState.PUBLISHED, ClassState.CANCELLED},
        ClassState.PUBLISHED: {ClassState.RUNNING, ClassState.CANCELLED},
        ClassState.RUNNING: {ClassState.TAUGHT, ClassState.CANCELLED},
        ClassState.TAUGHT: {ClassState.COMPLETED},
    }
    __table_args__ = (
        UniqueConstraint("course_id", "number"),
        CheckConstraint("seats > 0", name="has_seats"),
        CheckConstraint("taken >= 0 AND taken <= seats", name="not_overfull"),
        Index(None, "state", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    number: Mapped[int]
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"))
    trainer_id: Mapped[int] = mapped_column(ForeignKey("trainer.id"), index=True)
    seats: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    state: Mapped[ClassState] = mapped_column(text_enum(ClassState), default=ClassState.DRAFT)
    open_to_all: Mapped[bool] = mapped_column(default=False)  # officials may take a seat themselves
    by_approval: Mapped[bool] = mapped_column(default=False)  # one asks, the coordinator grants
    enrol_until: Mapped[date | None]  # last day for that; None: until it begins
    wave: Mapped[str] = mapped_column(String(80), default="")  # "Wave IV, November"
    starts_on: Mapped[date] = mapped_column(index=True)  # of the sessions that stand
    ends_on: Mapped[date]
    version: Mapped[int] = mapped_column(default=1)
    cancel_reason: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime]
    published_at: Mapped[datetime | None]

    course: Mapped[Course] = relationship(lazy="joined")
    room: Mapped[Room] = relationship(lazy="joined")
    trainer: Mapped[Trainer] = relationship(lazy="joined")
    sessions: Mapped[list["TrainingSession"]] = relationship(
        lazy="raise_on_sql",
        back_populates="training_class",
        order_by="TrainingSession.day, TrainingSession.half.desc()",  # morning sorts after afternoon
    )

    @property
    def name(self) -> Bilingual:
        return Bilingual(
            f"{self.course.name_km} ថ្នាក់ទី{self.number}", f"{self.course.name_en}, class {self.number}"
        )

    @property
    def seats_left(self) -> int:
        return self.seats - self.taken


class SessionState(StrEnum):
    PLANNED = "planned"
    SEALED = "sealed"  # its marks are final; a later change is a new entry with a reason
    CANCELLED = "cancelled"


_STANDS = text("state <> 'cancelled'")


class TrainingSession(HasLife, db.Model):
    """One half-day of a class (វេន). ``sequence`` grows with each change, for calendars."""

    __tablename__ = "session"
    LIFE = "session"
    MOVES = {SessionState.PLANNED: {SessionState.SEALED, SessionState.CANCELLED}}
    __table_args__ = (
        Index("uq_session_room", "room_id", "day", "half", unique=True, sqlite_where=_STANDS,
              postgresql_where=_STANDS),
        Index("uq_session_trainer", "trainer_id", "day", "half", unique=True, sqlite_where=_STANDS,
              postgresql_where=_STANDS),
        Index("uq_session_class", "class_id", "day", "half", unique=True, sqlite_where=_STANDS,
              postgresql_where=_STANDS),
        Index(None, "day"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    class_id: Mapped[int] = mapped_column(ForeignKey("class.id"), index=True)
    day: Mapped[date]
    half: Mapped[HalfDay] = mapped_column(text_enum(HalfDay))
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"))
    trainer_id: Mapped[int] = mapped_column(ForeignKey("trainer.id"))
    state: Mapped[SessionState] = mapped_column(text_enum(SessionState), default=SessionState.PLANNED)
    sequence: Mapped[int] = mapped_column(default=0)
    changed_at: Mapped[datetime]
    cancel_reason: Mapped[str] = mapped_column(String(300), default="")
    sealed_at: Mapped[datetime | None]
    sealed_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))

    training_class: Mapped[TrainingClass] = relationship(lazy="raise_on_sql", back_populates="sessions")
    room: Mapped[Room] = relationship(lazy="joined")
    trainer: Mapped[Trainer] = relationship(lazy="joined")

    @property
    def moment(self) -> Moment:
        return Moment.of(self.day, self.half)


class SessionChange(db.Model):
    """How a session stood before it was moved or cancelled, with the reason: the versions of a timetable."""

    id: Mapped[int] = mapped_column(primary_key=True)
    session_id: Mapped[int] = mapped_column(ForeignKey("session.id"), index=True)
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    reason: Mapped[str] = mapped_column(String(300))
    day: Mapped[date]
    half: Mapped[HalfDay] = mapped_column(text_enum(HalfDay))
    room_id: Mapped[int] = mapped_column(ForeignKey("room.id"))
    trainer_id: Mapped[int] = mapped_column(ForeignKey("trainer.id"))


class CalendarFeed(db.Model):
    """A secret address from which a user's calendar program reads his sessions; only its hash is stored."""

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]
