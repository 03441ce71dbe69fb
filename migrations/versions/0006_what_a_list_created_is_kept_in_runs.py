"""What a list created is kept in runs of numbers; the second official of a decision is found quickly."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"

deed = sa.table(
    "list_deed", sa.column("list_id"), sa.column("table"), sa.column("row_id"), sa.column("last_id"),
    sa.column("before", sa.JSON(none_as_null=True)), sa.column("after", sa.JSON()),
)  # fmt: skip


def upgrade() -> None:
    op.add_column("list_deed", sa.Column("last_id", sa.Integer(), nullable=True))
    op.execute(sa.update(deed).values(last_id=deed.c.row_id))
    with op.batch_alter_table("list_deed") as table:
        table.alter_column("last_id", existing_type=sa.Integer(), nullable=False)
    op.create_index(op.f("ix_pair_decision_second_id"), "pair_decision", ["second_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_pair_decision_second_id"), "pair_decision")
    runs = sa.select(deed.c.list_id, deed.c.table, deed.c.row_id, deed.c.last_id)
    for run in op.get_bind().execute(runs.where(deed.c.last_id > deed.c.row_id)).all():
        further = range(run.row_id + 1, run.last_id + 1)
        same = {"list_id": run.list_id, "table": run.table, "before": None, "after": {}}
        op.bulk_insert(deed, [same | {"row_id": number, "last_id": number} for number in further])
    with op.batch_alter_table("list_deed") as table:
        table.drop_column("last_id")
