"""Units, rooms and roles close from a day; what a room has and a course needs is a list with two names."""

from datetime import date

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
LONGEST = 120

feature = sa.table("feature", sa.column("code"), sa.column("name_km"), sa.column("name_en"))
room = sa.table(
    "room", sa.column("closed", sa.Boolean), sa.column("closed_from", sa.Date), sa.column("features", sa.JSON)
)
course = sa.table("course", sa.column("features", sa.JSON))


def upgrade() -> None:
    op.add_column("unit", sa.Column("closed_from", sa.Date(), nullable=True))
    op.add_column("workflow_role", sa.Column("closed_from", sa.Date(), nullable=True))
    op.add_column("room", sa.Column("closed_from", sa.Date(), nullable=True))
    # Nobody wrote down since when a room was closed; from today on is what is known.
    op.execute(room.update().where(room.c.closed).values(closed_from=date.today()))  # noqa: DTZ011
    op.drop_column("room", "closed")
    op.create_table(
        "feature",
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name_km", sa.String(LONGEST), nullable=False),
        sa.Column("name_en", sa.String(LONGEST), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_feature")),
    )
    _name_the_features()


def downgrade() -> None:
    op.drop_table("feature")
    op.add_column("room", sa.Column("closed", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute(room.update().where(room.c.closed_from.is_not(None)).values(closed=sa.true()))
    op.drop_column("room", "closed_from")
    op.drop_column("workflow_role", "closed_from")
    op.drop_column("unit", "closed_from")


def _name_the_features() -> None:
    """Each word that a room or a course already uses becomes a feature of that name."""
    connection = op.get_bind()
    lists = [*connection.scalars(sa.select(room.c.features)), *connection.scalars(sa.select(course.c.features))]
    words = sorted({word for words in lists for word in words or []})
    if words:
        op.bulk_insert(feature, [{"code": word, "name_km": word, "name_en": word} for word in words])
