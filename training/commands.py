"""Commands answer a refusal with one line and exit code 2, never with a trace."""

import sqlite3
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any

import click
import psycopg
from flask import Flask
from sqlalchemy.exc import DatabaseError, DataError, IntegrityError, ProgrammingError

from training.db import db
from training.errors import DatabaseSilent, SettingError, TrainingError
from training.i18n import lazy, speaking

LACKS = (psycopg.errors.UndefinedTable, psycopg.errors.UndefinedColumn)
FAULTS = (
    ProgrammingError,
    IntegrityError,
    DataError,
)  # of the program, not of the machine: those leave a trace


class DatabaseBehind(TrainingError):
    status = 503
    message = lazy("The database is not of this version of the program; run “flask db upgrade” first.")


def one_line(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command's refusal be one sentence on standard error; nothing of it is kept.

    It is English: terminals cannot show Khmer.
    """

    @wraps(command)
    def told(*args: Any, **kwargs: Any) -> Any:
        try:
            with of_database():
                return command(*args, **kwargs)
        except TrainingError as error:
            db.session.rollback()
            with speaking("en"):
                click.echo(str(error), err=True)
            sys.exit(2)

    return told


def told_to_commands(build: Callable[..., Flask]) -> Callable[..., Flask]:
    """When a ``flask`` command builds the application, try its database too, and refuse with one line."""

    @wraps(build)
    def told(*args: Any, **kwargs: Any) -> Flask:
        if click.get_current_context(silent=True) is None:
            return build(*args, **kwargs)
        with one_line_on_start():
            app = build(*args, **kwargs)
            with app.app_context(), db.engine.connect():
                return app

    return told


@contextmanager
def one_line_on_start() -> Iterator[None]:
    """Turn whatever hinders the program's start into one sentence, and leave with exit code 2."""
    try:
        with as_refusals():
            yield
    except TrainingError as error:
        click.echo(str(error), err=True)
        sys.exit(2)


@contextmanager
def as_refusals() -> Iterator[None]:
    """Name what the machine refuses: a database that does not answer, a folder that cannot be written."""
    try:
        with of_database():
            yield
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        raise SettingError(setting="DATA_DIR", hint=reason) from error


@contextmanager
def of_database() -> Iterator[None]:
    """Name what the database refuses, and what it lacks when it is not of this version."""
    try:
        yield
    except (DatabaseError, psycopg.Error, sqlite3.DatabaseError) as error:
        refusal = getattr(error, "orig", error)
        if isinstance(refusal, LACKS) or str(refusal).startswith("no such "):
            raise DatabaseBehind from error
        if isinstance(error, FAULTS):
            raise
        raise DatabaseSilent(reason=_first_line(refusal)) from error


def _first_line(error: object) -> str:
    return (str(error).strip().splitlines() or [""])[0]
