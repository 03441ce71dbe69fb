"""What a person decides of those whom a newer list names no more is remembered."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.create_table(
        "departure_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("official_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(24), nullable=False),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("ended", sa.JSON(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(verdict = 'ended') = (last_day IS NOT NULL)", name=op.f("ck_departure_decision_last_day")
        ),
        sa.ForeignKeyConstraint(
            ["list_id"], ["identification_list.id"],
            name=op.f("fk_departure_decision_list_id_identification_list"),
        ),
        sa.ForeignKeyConstraint(
            ["official_id"], ["official.id"], name=op.f("fk_departure_decision_official_id_official"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user.id"], name=op.f("fk_departure_decision_decided_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_departure_decision")),
    )  # fmt: skip
    for column in ("list_id", "official_id"):
        op.create_index(op.f(f"ix_departure_decision_{column}"), "departure_decision", [column])


def downgrade() -> None:
    op.drop_table("departure_decision")
