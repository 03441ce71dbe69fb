"""A newer list names the older one it replaces; decisions have a time; long answers to senders are kept."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
OLDER = "fk_identification_list_replaces_id_identification_list"


def upgrade() -> None:
    # Written out: SQLite would have to copy the table to be given a key by other means.
    op.execute(
        "ALTER TABLE identification_list ADD COLUMN replaces_id INTEGER "
        f"CONSTRAINT {OLDER} REFERENCES identification_list (id)"
    )
    op.create_index("ix_identification_list_replaces_id", "identification_list", ["replaces_id"])
    op.add_column("list_row", sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True))
    op.create_table(
        "list_answer",
        sa.Column("list_id", sa.Integer(), nullable=False),
        sa.Column("language", sa.String(2), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["list_id"], ["identification_list.id"], name="fk_list_answer_list_id_identification_list"
        ),
        sa.PrimaryKeyConstraint("list_id", "language", name="pk_list_answer"),
    )


def downgrade() -> None:
    op.drop_table("list_answer")
    op.drop_column("list_row", "decided_at")
    op.drop_index("ix_identification_list_replaces_id", "identification_list")
    with op.batch_alter_table("identification_list") as batch_op:
        batch_op.drop_column("replaces_id")
