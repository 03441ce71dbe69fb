"""Two records of one person become one, and can become two again; decisions go with the official."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

INSTANT = sa.DateTime(timezone=True)
decision = sa.table(
    "pair_decision", sa.column("first_id"), sa.column("second_id"), sa.column("verdict"),
    sa.column("decided_by_id"), sa.column("decided_at", INSTANT),
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "official_merge",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kept_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("merged_at", INSTANT, nullable=False),
        sa.Column("merged_by_id", sa.Integer(), nullable=True),
        sa.Column("last_ids", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["kept_id"], ["official.id"], name=op.f("fk_official_merge_kept_id_official")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["official.id"], name=op.f("fk_official_merge_other_id_official")
        ),
        sa.ForeignKeyConstraint(
            ["merged_by_id"], ["user.id"], name=op.f("fk_official_merge_merged_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_official_merge")),
        sa.UniqueConstraint("other_id", name=op.f("uq_official_merge_other_id")),
    )
    op.create_index(op.f("ix_official_merge_kept_id"), "official_merge", ["kept_id"])
    op.create_table(
        "merge_deed",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("merge_id", sa.Integer(), nullable=False),
        sa.Column("table", sa.String(40), nullable=False),
        sa.Column("row_id", sa.Integer(), nullable=False),
        sa.Column("column", sa.String(40), nullable=False),
        sa.Column("before", sa.JSON(), nullable=True),
        sa.Column("after", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["merge_id"], ["official_merge.id"], name=op.f("fk_merge_deed_merge_id_official_merge")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_merge_deed")),
    )
    op.create_index(op.f("ix_merge_deed_merge_id"), "merge_deed", ["merge_id"])
    _make_anew(when_the_official_goes="CASCADE")


def downgrade() -> None:
    _make_anew(when_the_official_goes=None)
    op.drop_table("merge_deed")
    op.drop_table("official_merge")


def _make_anew(*, when_the_official_goes: str | None) -> None:
    """SQLite cannot change a foreign key: the table is made again around its rows."""
    kept = [dict(row) for row in op.get_bind().execute(sa.select(decision)).mappings()]
    op.drop_table("pair_decision")
    op.create_table(
        "pair_decision",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("verdict", sa.String(24), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", INSTANT, nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_pair_decision_order")),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user.id"], name=op.f("fk_pair_decision_decided_by_id_user")
        ),
        *(
            sa.ForeignKeyConstraint(
                [column], ["official.id"], name=op.f(f"fk_pair_decision_{column}_official"),
                ondelete=when_the_official_goes,
            )
            for column in ("first_id", "second_id")
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_pair_decision")),
    )  # fmt: skip
    if kept:
        op.bulk_insert(decision, kept)
