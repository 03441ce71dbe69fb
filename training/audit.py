"""Who did what, to which record, when: written in the same transaction as the deed."""

from datetime import datetime
from typing import Any, Protocol

from sqlalchemy import ForeignKey, Index, String, inspect
from sqlalchemy.orm import Mapped, mapped_column

from training import dates
from training.db import db


class Actor(Protocol):
    """Whoever acts: a user; ``None`` stands for the program itself."""

    id: Any
    name: Any


class AuditEntry(db.Model):
    """One deed. Rows are only ever added."""

    __tablename__ = "audit_entry"
    __table_args__ = (Index(None, "thing_type", "thing_id"), Index(None, "at"), Index(None, "verb", "id"))

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    actor_name: Mapped[str] = mapped_column(String(200))
    verb: Mapped[str] = mapped_column(String(60))
    thing_type: Mapped[str] = mapped_column(String(40))
    thing_id: Mapped[str] = mapped_column(String(40))
    facts: Mapped[dict[str, Any]]


def record(verb: str, thing: Any, *, by: Actor | None, **facts: Any) -> None:
    """Write the deed ``verb`` on ``thing``. ``facts`` are plain values; give ids, not secrets."""
    db.session.flush()
    identity = inspect(thing).identity or ("",)
    db.session.add(
        AuditEntry(
            at=dates.now(),
            actor_id=by.id if by else None,
            actor_name=str(by.name) if by else "program",
            verb=verb,
            thing_type=thing.__tablename__,
            thing_id="/".join(str(part) for part in identity),
            facts=facts,
        )
    )
