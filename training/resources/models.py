"""On which days, in which rooms and with whom one can teach."""

from datetime import date
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.courses.models import Course
from training.db import Closable, Dated, db, text_enum
from training.i18n import Bilingual
from training.organisation.models import Province, UnitKind


class Holiday(db.Model):
    """A public holiday, as decreed for its year; editable, since sub-decrees add and move days."""

    day: Mapped[date] = mapped_column(primary_key=True)
    name_km: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))

    @property
    def name(self) -> Bilingual:
        return Bilingual(self.name_km, self.name_en)


class Blackout(Dated, db.Model):
    """A period in which units of a kind cannot send people (book-closing at treasuries)."""

    __table_args__ = (CheckConstraint("valid_to >= valid_from", name="order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_kind: Mapped[UnitKind] = mapped_column(text_enum(UnitKind))
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    reason_km: Mapped[str] = mapped_column(String(200))
    reason_en: Mapped[str] = mapped_column(String(200))

    @property
    def reason(self) -> Bilingual:
        return Bilingual(self.reason_km, self.reason_en)


class TrainingCentre(db.Model):
    """A place with training rooms."""

    id: Mapped[int] = mapped_column(primary_key=True)
    name_km: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    address_km: Mapped[str] = mapped_column(String(300), default="")
    address_en: Mapped[str] = mapped_column(String(300), default="")
    province_code: Mapped[str] = mapped_column(ForeignKey("province.code"))

    province: Mapped[Province] = relationship(lazy="joined")
    rooms: Mapped[list["Room"]] = relationship(lazy="raise_on_sql", back_populates="centre")

    @property
    def name(self) -> Bilingual:
        return Bilingual(self.name_km, self.name_en)

    @property
    def address(self) -> Bilingual:
        return Bilingual(self.address_km, self.address_en)


class Room(Closable, db.Model):
    """A training room; ``seats`` counts working places with a computer."""

    __table_args__ = (CheckConstraint("seats > 0", name="has_seats"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    centre_id: Mapped[int] = mapped_column(ForeignKey("training_centre.id"), index=True)
    name_km: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    seats: Mapped[int]
    features: Mapped[list[Any]] = mapped_column(default=list)  # codes of ``Feature``
    closed_from: Mapped[date | None]  # no sessions from this day on

    centre: Mapped[TrainingCentre] = relationship(lazy="joined", back_populates="rooms")

    @property
    def name(self) -> Bilingual:
        return Bilingual(self.name_km, self.name_en)


class Trainer(db.Model):
    """Who teaches; usually signs in as a user."""

    id: Mapped[int] = mapped_column(primary_key=True)
    user_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), unique=True)
    name_km: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))
    phone: Mapped[str | None] = mapped_column(String(20))
    province_code: Mapped[str] = mapped_column(ForeignKey("province.code"))
    left: Mapped[bool] = mapped_column(default=False)

    province: Mapped[Province] = relationship(lazy="joined")
    courses: Mapped[list[Course]] = relationship(secondary="trainer_course", lazy="raise_on_sql")
    absences: Mapped[list["TrainerAbsence"]] = relationship(
        lazy="raise_on_sql", order_by="TrainerAbsence.valid_from"
    )

    @property
    def name(self) -> Bilingual:
        return Bilingual(self.name_km, self.name_en)


class TrainerCourse(db.Model):
    """This trainer can teach this course."""

    trainer_id: Mapped[int] = mapped_column(ForeignKey("trainer.id"), primary_key=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True)


class TrainerAbsence(Dated, db.Model):
    """Days on which a trainer cannot teach."""

    __table_args__ = (CheckConstraint("valid_to >= valid_from", name="order"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    trainer_id: Mapped[int] = mapped_column(ForeignKey("trainer.id"), index=True)
    valid_from: Mapped[date]
    valid_to: Mapped[date]
    reason: Mapped[str] = mapped_column(String(200), default="")
