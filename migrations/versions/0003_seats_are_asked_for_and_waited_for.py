"""Seats are asked for, waited for and offered until a time; who is passed over reads why."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

enrolment = sa.table("enrolment", sa.column("called_at"), sa.column("created_at"))
LIMIT = "state <> 'offered' OR offered_until IS NOT NULL"


def upgrade() -> None:
    op.add_column("class", sa.Column("by_approval", sa.Boolean(), nullable=False, server_default=sa.false()))
    _add_checked(
        "institution", "offer_hours", "INTEGER DEFAULT 48 NOT NULL", "offers_last", "offer_hours > 0"
    )
    op.add_column("enrolment", sa.Column("called_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(enrolment.update().values(called_at=enrolment.c.created_at))  # nobody could ask or wait before
    moment = sa.DateTime(timezone=True).compile(op.get_bind().dialect)
    _add_checked("enrolment", "offered_until", moment, "offer_has_limit", LIMIT)
    op.create_table(
        "passed_over",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("enrolment_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason_km", sa.String(500), nullable=False),
        sa.Column("reason_en", sa.String(500), nullable=False),
        sa.ForeignKeyConstraint(
            ["enrolment_id"], ["enrolment.id"], name=op.f("fk_passed_over_enrolment_id_enrolment")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passed_over")),
    )
    op.create_index(op.f("ix_passed_over_enrolment_id"), "passed_over", ["enrolment_id"])


def downgrade() -> None:
    _take_offers_back()
    op.drop_table("passed_over")
    op.drop_column("enrolment", "offered_until")
    op.drop_column("enrolment", "called_at")
    op.drop_column("institution", "offer_hours")
    op.drop_column("class", "by_approval")


def _take_offers_back() -> None:
    """An offer cannot stand without its limit: who had one waits again, and his seat is free."""
    offered = "SELECT id FROM enrolment WHERE state = 'offered'"
    op.execute(f"DELETE FROM official_half_day WHERE enrolment_id IN ({offered})")  # noqa: S608
    op.execute(
        "UPDATE class SET taken = taken - (SELECT count(*) FROM enrolment"
        " WHERE enrolment.class_id = class.id AND enrolment.state = 'offered')"
    )
    op.execute("UPDATE enrolment SET state = 'waiting' WHERE state = 'offered'")


def _add_checked(table: str, column: str, kind: str, check: str, condition: str) -> None:
    """Add a column together with its check: SQLite cannot add a check later without copying the table."""
    name = f"ck_{table}_{check}"
    op.execute(f'ALTER TABLE "{table}" ADD COLUMN {column} {kind} CONSTRAINT {name} CHECK ({condition})')
