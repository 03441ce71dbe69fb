"""What a person says of a doubtful row is remembered, by what identifies the listed one."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.create_table(
        "identity_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.String(200), nullable=False),
        sa.Column("official_id", sa.Integer(), nullable=True),
        sa.Column("other_fingerprint", sa.String(200), nullable=True),
        sa.Column("verdict", sa.String(24), nullable=False),
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(official_id IS NULL) = (other_fingerprint IS NOT NULL)",
            name=op.f("ck_identity_decision_with_one"),
        ),
        sa.ForeignKeyConstraint(
            ["official_id"], ["official.id"], name=op.f("fk_identity_decision_official_id_official"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["list_id"], ["identification_list.id"],
            name=op.f("fk_identity_decision_list_id_identification_list"),
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user.id"], name=op.f("fk_identity_decision_decided_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_identity_decision")),
    )  # fmt: skip
    for column in ("fingerprint", "official_id", "list_id"):
        op.create_index(op.f(f"ix_identity_decision_{column}"), "identity_decision", [column])


def downgrade() -> None:
    op.drop_table("identity_decision")
