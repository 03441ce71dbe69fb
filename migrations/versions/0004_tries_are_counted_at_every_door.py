"""Tries are counted at every door, not only where one signs in."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"

COLUMNS = (
    ("name", sa.String(60)),
    ("address", sa.String(60)),
    ("at", sa.DateTime(timezone=True)),
)


def upgrade() -> None:
    op.create_table(
        "counted_try",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("door", sa.String(24), nullable=False),
        *(sa.Column(name, kind, nullable=False) for name, kind in COLUMNS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_counted_try")),
    )
    op.create_index(op.f("ix_counted_try_door_address_at"), "counted_try", ["door", "address", "at"])
    op.create_index(op.f("ix_counted_try_at"), "counted_try", ["at"])
    # Who is waiting keeps waiting.
    op.execute(
        "INSERT INTO counted_try (door, name, address, at)"
        " SELECT 'sign in', name, address, at FROM failed_sign_in"
    )
    op.drop_table("failed_sign_in")


def downgrade() -> None:
    op.create_table(
        "failed_sign_in",
        sa.Column("id", sa.Integer(), nullable=False),
        *(sa.Column(name, kind, nullable=False) for name, kind in COLUMNS),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_failed_sign_in")),
    )
    op.create_index(op.f("ix_failed_sign_in_address_at"), "failed_sign_in", ["address", "at"])
    op.create_index(op.f("ix_failed_sign_in_name_at"), "failed_sign_in", ["name", "at"])
    op.execute(
        "INSERT INTO failed_sign_in (name, address, at) SELECT name, address, at FROM counted_try"
        " WHERE door = 'sign in'"
    )
    op.drop_table("counted_try")
