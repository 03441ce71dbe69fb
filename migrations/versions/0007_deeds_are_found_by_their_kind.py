"""Deeds of one kind are found and counted without reading the whole log."""

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    op.create_index(op.f("ix_audit_entry_verb_id"), "audit_entry", ["verb", "id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_audit_entry_verb_id"), "audit_entry")
