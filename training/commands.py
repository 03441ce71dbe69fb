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
from sqlalchemy.exc import OperationalError, ProgrammingError

from training.db import db
from training.errors import DatabaseSilent, SettingError, TrainingError
from training.i18n import lazy, speaking


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
            with up_to_date():
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
        yield
    except (OperationalError, psycopg.Error, sqlite3.OperationalError) as error:
        raise DatabaseSilent(reason=_first_line(getattr(error, "orig", error))) from error
    except OSError as error:
        reason = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        raise SettingError(setting="DATA_DIR", hint=reason) from error


@contextmanager
def up_to_date() -> Iterator[None]:
    """Name what a database lacks that was never, or not yet, brought to this version."""
    try:
        yield
    except (OperationalError, ProgrammingError) as error:
        lacks = isinstance(error.orig, psycopg.errors.UndefinedTable | psycopg.errors.UndefinedColumn)
        if lacks or str(error.orig).startswith("no such "):
            raise DatabaseBehind from error
        raise


def _first_line(error: object) -> str:
    return (str(error).strip().splitlines() or [""])[0]
