"""The database: one set of conventions for SQLite and PostgreSQL."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, date, datetime
from enum import StrEnum
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import JSON, Connection, DateTime, Enum, MetaData, TypeDecorator, event
from sqlalchemy.engine import Dialect, Engine
from sqlalchemy.orm import DeclarativeBase, registry

NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}
PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "busy_timeout=30000")
_writing: ContextVar[bool] = ContextVar("writing", default=True)


class Instant(TypeDecorator[datetime]):
    """An instant: aware in Python, UTC in both databases."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        if value is not None and value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:  # noqa: ARG002 - SQLAlchemy's signature
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Base(DeclarativeBase):
    metadata = MetaData(naming_convention=NAMING)
    registry = registry(
        metadata=metadata,
        type_annotation_map={datetime: Instant(), dict[str, Any]: JSON(), list[Any]: JSON()},
    )


db = SQLAlchemy(model_class=Base)


def text_enum(values: type[StrEnum]) -> Enum:
    """Store a ``StrEnum`` as its value in plain text, checked by the type."""
    return Enum(
        values,
        native_enum=False,
        create_constraint=False,
        validate_strings=True,
        length=24,
        values_callable=lambda enum: [member.value for member in enum],
    )


class Dated:
    """Mix into what holds from a day to a day, ``valid_to`` the last; any past day can be asked."""

    valid_from: Any
    valid_to: Any

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class Closable:
    """Mix into what is closed one day; ``closed_from`` is the first day without it, ``None`` means never."""

    closed_from: Any

    def is_closed_on(self, day: date) -> bool:
        return self.closed_from is not None and bool(self.closed_from <= day)


def hold_open(*things: Closable | None) -> None:
    """Let nobody close these until this transaction ends, and see whether somebody just did."""
    for thing in things:
        if thing is not None:
            db.session.refresh(thing, ["closed_from"], with_for_update={"read": True, "key_share": True})


def hold_to_close(thing: Closable) -> None:
    """Wait for all who put something into ``thing``; until this transaction ends, nobody else does."""
    db.session.refresh(thing, ["closed_from"], with_for_update=True)


@contextmanager
def access(*, to_write: bool) -> Iterator[None]:
    """Say whether transactions begun inside may write; the database holds reading ones to it."""
    token = _writing.set(to_write)
    try:
        yield
    finally:
        _writing.reset(token)


def only_read() -> None:
    _writing.set(False)


def may_write() -> None:
    _writing.set(True)


@event.listens_for(Engine, "connect")
def _prepare(connection: Any, _record: object) -> None:
    if isinstance(connection, sqlite3.Connection):
        connection.isolation_level = None  # SQLAlchemy's ``begin`` below decides
        for pragma in PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    """Writers wait for each other (BEGIN IMMEDIATE); a deferred one would fail at once with “locked”."""
    write = _writing.get()
    if connection.dialect.name == "sqlite":
        connection.exec_driver_sql(f"PRAGMA query_only={'OFF' if write else 'ON'}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if write else "BEGIN")
    elif not write:
        connection.exec_driver_sql("SET TRANSACTION READ ONLY")
