"""Units, their names through time, spelling aliases, provinces."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.db import Closable, Dated, db, text_enum
from training.i18n import Bilingual


class UnitKind(StrEnum):
    MINISTRY = "ministry"
    GENERAL_DEPARTMENT = "general_department"
    DEPARTMENT = "department"
    PDEF = "pdef"  # capital or provincial department of economy and finance
    TREASURY = "treasury"


class Province(db.Model):
    """A capital or province (រាជធានី-ខេត្ត); ``code`` is the gazetteer's, 01 to 25."""

    code: Mapped[str] = mapped_column(String(2), primary_key=True)
    name_km: Mapped[str] = mapped_column(String(80))
    name_en: Mapped[str] = mapped_column(String(80))

    @property
    def name(self) -> Bilingual:
        return Bilingual(self.name_km, self.name_en)


class Unit(Closable, db.Model):
    """An organisation of any kind (អង្គភាព); a tree. ``path`` holds the ids from the root, as in ``/1/7/``."""

    __table_args__ = (CheckConstraint("parent_id IS NULL OR parent_id <> id", name="not_its_own_parent"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(20), unique=True)
    kind: Mapped[UnitKind] = mapped_column(text_enum(UnitKind))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"), index=True)
    path: Mapped[str] = mapped_column(String(120), default="", index=True)
    province_code: Mapped[str | None] = mapped_column(ForeignKey("province.code"))
    business_unit: Mapped[str | None] = mapped_column(String(20))  # its code in FMIS
    name_km: Mapped[str] = mapped_column(String(200))  # of today; see ``UnitName`` for other days
    name_en: Mapped[str] = mapped_column(String(200))
    most_away: Mapped[int | None]  # persons in class at once; None: no limit set
    closed_from: Mapped[date | None]

    parent: Mapped["Unit | None"] = relationship(remote_side=[id], lazy="raise_on_sql")  # noqa: A003
    province: Mapped[Province | None] = relationship(lazy="joined")

    @property
    def name(self) -> Bilingual:
        return Bilingual(self.name_km, self.name_en)


class UnitName(Dated, db.Model):
    """What a unit was called from a day to a day: units get renamed, and old papers keep the old name."""

    __table_args__ = (
        Index("uq_unit_name_current", "unit_id", unique=True, sqlite_where=text("valid_to IS NULL"),
              postgresql_where=text("valid_to IS NULL")),
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="order"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    name_km: Mapped[str] = mapped_column(String(200))
    name_en: Mapped[str] = mapped_column(String(200))
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]


class UnitAlias(db.Model):
    """Another spelling of a unit's name; ``key`` is its comparison key (``training.khmer``)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    spelling: Mapped[str] = mapped_column(String(200))
    key: Mapped[str] = mapped_column(String(200), unique=True)
