"""Officials, where they served and when, and what was decided about look-alikes."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.db import Dated, db, text_enum
from training.i18n import Bilingual
from training.organisation.models import Unit


class Sex(StrEnum):
    MALE = "M"
    FEMALE = "F"


class Official(db.Model):
    """A civil servant or contract agent who is to be trained (មន្ត្រី).

    One who was merged keeps his row and points to the one who stays. ``unit_id`` is where he now serves.
    """

    __table_args__ = (
        CheckConstraint("merged_into_id IS NULL OR merged_into_id <> id", name="not_merged_into_itself"),
        Index("uq_official_staff_id", "staff_id", unique=True,
              sqlite_where=text("merged_into_id IS NULL"), postgresql_where=text("merged_into_id IS NULL")),
        Index(None, "name_key", "birth_date"),
        Index(None, "sort_key", "id"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    staff_id: Mapped[str | None] = mapped_column(String(20))  # the official ID, text with leading zeros
    honorific: Mapped[str | None] = mapped_column(String(30))
    name_km: Mapped[str] = mapped_column(String(120), default="")
    name_latin: Mapped[str] = mapped_column(String(120), default="")
    name_key: Mapped[str] = mapped_column(String(120), default="")  # for comparing; see ``training.khmer``
    sort_key: Mapped[str] = mapped_column(String(200), default="")
    sex: Mapped[Sex | None] = mapped_column(text_enum(Sex))
    birth_date: Mapped[date | None]
    phone: Mapped[str | None] = mapped_column(String(20))
    email: Mapped[str | None] = mapped_column(String(200))
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"), index=True)
    created_at: Mapped[datetime]

    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")
    postings: Mapped[list["Posting"]] = relationship(
        lazy="raise_on_sql", order_by="Posting.valid_from", back_populates="official"
    )

    @property
    def name(self) -> Bilingual:
        return Bilingual(self.name_km, self.name_latin)

    @property
    def is_woman(self) -> bool:
        return self.sex is Sex.FEMALE


class Posting(Dated, db.Model):
    """Where an official served from a day to a day; department and office are kept as the list wrote them."""

    __table_args__ = (
        CheckConstraint("valid_to IS NULL OR valid_to >= valid_from", name="order"),
        Index("uq_posting_current", "official_id", unique=True,
              sqlite_where=text("valid_to IS NULL"), postgresql_where=text("valid_to IS NULL")),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    official_id: Mapped[int] = mapped_column(ForeignKey("official.id"), index=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)
    department: Mapped[str] = mapped_column(String(200), default="")
    office: Mapped[str] = mapped_column(String(200), default="")
    position: Mapped[str] = mapped_column(String(200), default="")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]

    official: Mapped[Official] = relationship(lazy="raise_on_sql", back_populates="postings")
    unit: Mapped[Unit] = relationship(lazy="raise_on_sql")


class PairVerdict(StrEnum):
    SAME = "same"
    NOT_SAME = "not the same person"


class PairDecision(db.Model):
    """What a person decided about two look-alikes; it is remembered and never asked again."""

    __table_args__ = (CheckConstraint("first_id < second_id", name="order"),)

    first_id: Mapped[int] = mapped_column(ForeignKey("official.id", ondelete="CASCADE"), primary_key=True)
    second_id: Mapped[int] = mapped_column(
        ForeignKey("official.id", ondelete="CASCADE"), primary_key=True, index=True
    )
    verdict: Mapped[PairVerdict] = mapped_column(text_enum(PairVerdict))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime]


class Merge(db.Model):
    """Two records of one person were made one: ``kept`` stays, ``other`` points to it.

    ``last_ids``: the highest number of each table that day; what has a higher one came later. The row goes
    when the merge is taken back; the audit log keeps both deeds.
    """

    __tablename__ = "official_merge"

    id: Mapped[int] = mapped_column(primary_key=True)
    kept_id: Mapped[int] = mapped_column(ForeignKey("official.id"), index=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("official.id"), unique=True)
    merged_at: Mapped[datetime]
    merged_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    last_ids: Mapped[dict[str, Any]] = mapped_column(default=dict)

    kept: Mapped[Official] = relationship(foreign_keys=[kept_id], lazy="raise_on_sql")
    other: Mapped[Official] = relationship(foreign_keys=[other_id], lazy="raise_on_sql")


class MergeDeed(db.Model):
    """One value that a merge changed, so that it can be given back."""

    id: Mapped[int] = mapped_column(primary_key=True)
    merge_id: Mapped[int] = mapped_column(ForeignKey("official_merge.id"), index=True)
    table: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    column: Mapped[str] = mapped_column(String(40))
    before: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
    after: Mapped[Any] = mapped_column(JSON(none_as_null=True), nullable=True)
