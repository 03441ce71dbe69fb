"""Commands answer a refusal with one line and exit code 2, never with a trace."""

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

import click

from training.db import db
from training.errors import TrainingError


def one_line(command: Callable[..., Any]) -> Callable[..., Any]:
    """Let a command's refusal be one sentence on standard error; nothing of it is kept."""

    @wraps(command)
    def told(*args: Any, **kwargs: Any) -> Any:
        try:
            return command(*args, **kwargs)
        except TrainingError as error:
            db.session.rollback()
            click.echo(str(error), err=True)
            sys.exit(2)

    return told
