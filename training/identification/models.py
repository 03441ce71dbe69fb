"""Identification lists, kept as they came, their rows, and the journal of what applying them did."""

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ColumnElement, ForeignKey, Index, LargeBinary, String, text
from sqlalchemy.ext.hybrid import hybrid_property
from sqlalchemy.orm import Mapped, mapped_column, relationship

from training.accounts.models import User
from training.db import db, text_enum
from training.identification.reading.model import ListKind
from training.officials.models import Official, PairVerdict
from training.organisation.models import Unit
from training.states import HasLife


class ListState(StrEnum):
    RECEIVED = "received"  # bytes, letter and sender are kept
    READ = "read"  # every row has its findings and what will happen
    APPLIED = "applied"
    UNDONE = "undone"
    REPLACED = "replaced"  # a newer version was applied
    REFUSED = "refused"


class IdentificationList(HasLife, db.Model):
    """One spreadsheet that a unit sent (បញ្ជីកំណត់អត្តសញ្ញាណ), with its letter, version and rows."""

    __tablename__ = "identification_list"
    LIFE = "list"
    MOVES = {
        ListState.RECEIVED: {ListState.READ, ListState.REFUSED},
        ListState.READ: {ListState.APPLIED, ListState.REFUSED},
        ListState.APPLIED: {ListState.UNDONE, ListState.REPLACED},
        ListState.REPLACED: {ListState.APPLIED},  # the newer one was taken back
    }
    __table_args__ = (
        Index("uq_identification_list_sha256", "sha256", unique=True, sqlite_where=text("state <> 'undone'"),
              postgresql_where=text("state <> 'undone'")),
        CheckConstraint("version > 0", name="version"),
    )  # fmt: skip

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"), index=True)  # who sent it
    kind: Mapped[ListKind] = mapped_column(text_enum(ListKind))
    version: Mapped[int] = mapped_column(default=1)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("identification_list.id"), index=True)  # older
    letter_number: Mapped[str] = mapped_column(String(60), default="")
    letter_date: Mapped[date | None]
    received_on: Mapped[date]
    file_name: Mapped[str] = mapped_column(String(200))
    sha256: Mapped[str] = mapped_column(String(64))
    state: Mapped[ListState] = mapped_column(text_enum(ListState), default=ListState.RECEIVED)
    file_status: Mapped[str] = mapped_column(String(20), default="")  # F_OK or why it cannot be read
    counts: Mapped[dict[str, Any]] = mapped_column(default=dict)  # rows by outcome
    reason: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[datetime]
    sent_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    applied_at: Mapped[datetime | None]
    undone_at: Mapped[datetime | None]

    unit: Mapped[Unit] = relationship(lazy="joined")
    replaces: Mapped["IdentificationList | None"] = relationship(
        remote_side="IdentificationList.id", lazy="raise_on_sql"
    )
    rows: Mapped[list["ListRow"]] = relationship(lazy="raise_on_sql", order_by="ListRow.id")


class ListFile(db.Model):
    """The bytes as they came."""

    list_id: Mapped[int] = mapped_column(ForeignKey("identification_list.id"), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)


class ListAnswer(db.Model):
    """The sender's own list back with its results, made beforehand because the list is long."""

    list_id: Mapped[int] = mapped_column(ForeignKey("identification_list.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(2), primary_key=True)
    content: Mapped[bytes] = mapped_column(LargeBinary)
    made_at: Mapped[datetime]  # when it was begun: what is decided later is not in it


class RowOutcome(StrEnum):
    NEW = "new"
    SAME = "same"
    CHANGED = "changed"
    DOUBTFUL = "doubtful"  # looks like somebody else: a person decides
    HELD = "held"
    REFUSED = "refused"


APPLIED_UNASKED = frozenset({RowOutcome.NEW, RowOutcome.SAME, RowOutcome.CHANGED})
NEVER_APPLIED = frozenset({RowOutcome.REFUSED, RowOutcome.HELD})


class RowDecision(StrEnum):
    ACCEPT = "accept"
    HOLD = "hold"


class ListRow(db.Model):
    """One person of a list: what was read, what was found, what will happen."""

    __table_args__ = (Index(None, "list_id", "outcome"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("identification_list.id"))
    sheet: Mapped[str] = mapped_column(String(120), default="")
    row: Mapped[int]  # as the spreadsheet counts
    facts: Mapped[dict[str, Any]]  # what was read, by field
    findings: Mapped[list[Any]] = mapped_column(default=list)  # code, column, value
    changes: Mapped[dict[str, Any]] = mapped_column(default=dict)  # field: [old, new]
    outcome: Mapped[RowOutcome] = mapped_column(text_enum(RowOutcome))
    official_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"), index=True)
    alike_id: Mapped[int | None] = mapped_column(ForeignKey("official.id"), index=True)
    decision: Mapped[RowDecision | None] = mapped_column(text_enum(RowDecision))
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime | None]

    official: Mapped[Official | None] = relationship(foreign_keys=[official_id], lazy="raise_on_sql")
    alike: Mapped[Official | None] = relationship(foreign_keys=[alike_id], lazy="raise_on_sql")

    @hybrid_property
    def will_be_applied(self) -> bool:
        """Refused and held rows never are; doubtful ones only when a person accepts them."""
        if self.decision is not None:
            return self.decision is RowDecision.ACCEPT and self.outcome not in NEVER_APPLIED
        return self.outcome in APPLIED_UNASKED

    @will_be_applied.inplace.expression
    @classmethod
    def _will_be_applied(cls) -> ColumnElement[bool]:
        accepted = (cls.decision == RowDecision.ACCEPT) & cls.outcome.not_in(NEVER_APPLIED)
        return (cls.decision.is_(None) & cls.outcome.in_(APPLIED_UNASKED)) | accepted


class ListDeed(db.Model):
    """What applying a list wrote: records ``row_id`` to ``last_id`` created (``before`` is None), or one
    changed to ``after``."""

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("identification_list.id"), index=True)
    table: Mapped[str] = mapped_column(String(40))
    row_id: Mapped[int]
    last_id: Mapped[int]
    before: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    after: Mapped[dict[str, Any]] = mapped_column(default=dict)


class IdentityDecision(db.Model):
    """What a person said of somebody in a list and an official, or another of the list: one person or two.

    It is remembered by what identifies the listed one, and not asked again. ``list_id``: where it was asked.
    """

    __tablename__ = "identity_decision"
    __table_args__ = (
        CheckConstraint("(official_id IS NULL) = (other_fingerprint IS NOT NULL)", name="with_one"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    fingerprint: Mapped[str] = mapped_column(String(200), index=True)  # see ``matching.Identity``
    official_id: Mapped[int | None] = mapped_column(ForeignKey("official.id", ondelete="CASCADE"), index=True)
    other_fingerprint: Mapped[str | None] = mapped_column(String(200))
    verdict: Mapped[PairVerdict] = mapped_column(text_enum(PairVerdict))
    list_id: Mapped[int] = mapped_column(ForeignKey("identification_list.id"), index=True)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime]

    decided_by: Mapped[User | None] = relationship(lazy="raise_on_sql")


class DepartureVerdict(StrEnum):
    ENDED = "ended"
    STAYS = "stays"


class DepartureDecision(db.Model):
    """What a person decided of an official whom, or whose roles, the newer list ``list_id`` names no more."""

    __tablename__ = "departure_decision"
    __table_args__ = (CheckConstraint("(verdict = 'ended') = (last_day IS NOT NULL)", name="last_day"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    list_id: Mapped[int] = mapped_column(ForeignKey("identification_list.id"), index=True)
    official_id: Mapped[int] = mapped_column(ForeignKey("official.id", ondelete="CASCADE"), index=True)
    verdict: Mapped[DepartureVerdict] = mapped_column(text_enum(DepartureVerdict))
    last_day: Mapped[date | None]  # on which he still did what was ended
    ended: Mapped[list[Any]] = mapped_column(
        default=list
    )  # codes of roles, or of the course he was named for
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_at: Mapped[datetime]

    decided_by: Mapped[User | None] = relationship(lazy="raise_on_sql")
