"""What is taught, who must learn it, and who already has."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.db import db, text_enum
from training.i18n import Bilingual
from training.officials.models import Official
from training.organisation.models import UnitKind


class Feature(db.Model):
    """Something a room may have and a course may need, as a projector or the FMIS network."""

    code: Mapped[str] = mapped_column(String(40), primary_key=True)
    name_km: Mapped[str] = mapped_column(String(120))
    name_en: Mapped[str] = mapped_column(String(120))

    @property
    def name(self) -> Bilingual:
        return Bilingual(self.name_km, self.name_en)


class Course(db.Model):
    """A catalogue entry: length, sizes, and the rule by which it is completed.

    Completed with achievement: attendance of at least ``attendance_percent`` of the half-days **and** best
    marks of at least ``pass_mark`` percent. Enough attendance alone earns a certificate of attendance. Both
    numbers are defaults that the ministry may change.
    """

    __table_args__ = (
        CheckConstraint("half_days > 0", name="lasts"),
        CheckConstraint("min_size > 0 AND max_size >= min_size", name="sizes"),
        CheckConstraint(
            "attendance_percent BETWEEN 0 AND 100 AND pass_mark BETWEEN 0 AND 100", name="percents"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    name_km: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    summary_km: Mapped[str] = mapped_column(String(1000), default="")
    summary_en: Mapped[str] = mapped_column(String(1000), default="")
    module_code: Mapped[str | None] = mapped_column(ForeignKey("module.code"))
    half_days: Mapped[int]
    min_size: Mapped[int] = mapped_column(default=8)  # persons
    max_size: Mapped[int] = mapped_column(default=25)  # persons
    attendance_percent: Mapped[int] = mapped_column(default=80)
    pass_mark: Mapped[int] = mapped_column(default=50)  # percent
    features: Mapped[list[Any]] = mapped_column(default=list)  # what its room must have: codes of ``Feature``
    position: Mapped[int] = mapped_column(default=0)
    withdrawn: Mapped[bool] = mapped_column(default=False)

    prerequisites: Mapped[list["Course"]] = relationship(
        secondary="prerequisite",
        primaryjoin="Course.id == Prerequisite.course_id",
        secondaryjoin="Course.id == Prerequisite.required_id",
        lazy="raise_on_sql",
        viewonly=True,
    )

    @property
    def name(self) -> Bilingual:
        return Bilingual(self.name_km, self.name_en)

    @property
    def summary(self) -> Bilingual:
        return Bilingual(self.summary_km, self.summary_en)


class Prerequisite(db.Model):
    """``required`` must be earned, or be in an earlier class, before ``course`` begins."""

    __table_args__ = (CheckConstraint("course_id <> required_id", name="not_itself"),)

    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True)
    required_id: Mapped[int] = mapped_column(ForeignKey("course.id"), primary_key=True)


class Requirement(db.Model):
    """Who holds this workflow role, in a unit of this kind (None: of any), needs this course."""

    __table_args__ = (
        Index("uq_requirement", "role_code", "course_id", text("coalesce(unit_kind, '')"), unique=True),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    role_code: Mapped[str] = mapped_column(ForeignKey("workflow_role.code"))
    unit_kind: Mapped[UnitKind | None] = mapped_column(text_enum(UnitKind))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))


class Nomination(db.Model):
    """A unit asks for this course for this official, whatever his roles (the IT foundation lists)."""

    __table_args__ = (
        Index("uq_nomination_live", "official_id", "course_id", unique=True,
              sqlite_where=text("withdrawn_on IS NULL"), postgresql_where=text("withdrawn_on IS NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    official_id: Mapped[int] = mapped_column(ForeignKey("official.id"), index=True)
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"))
    nominated_on: Mapped[date]
    withdrawn_on: Mapped[date | None]  # the first day on which it is not asked for

    official: Mapped[Official] = relationship(lazy="raise_on_sql")
    course: Mapped[Course] = relationship(lazy="raise_on_sql")


class Basis(StrEnum):
    ACHIEVEMENT = "achievement"  # attended and passed
    ATTENDANCE = "attendance"  # attended, not passed: a certificate, but the need stays
    EXEMPTION = "exemption"  # placement test or proof
    ELSEWHERE = "elsewhere"  # proof of a course outside


class EarnedCourse(db.Model):
    """An official has this course: later packages write it, so that needs need not know them."""

    __table_args__ = (Index(None, "official_id", "course_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    official_id: Mapped[int] = mapped_column(ForeignKey("official.id"))
    course_id: Mapped[int] = mapped_column(ForeignKey("course.id"), index=True)
    basis: Mapped[Basis] = mapped_column(text_enum(Basis))
    earned_on: Mapped[date]
    reason: Mapped[str] = mapped_column(String(300), default="")
    recorded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime]
    withdrawn_at: Mapped[datetime | None]

    course: Mapped[Course] = relationship(lazy="raise_on_sql")
    official: Mapped[Official] = relationship(lazy="raise_on_sql")


SATISFIES = frozenset({Basis.ACHIEVEMENT, Basis.EXEMPTION, Basis.ELSEWHERE})
