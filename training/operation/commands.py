"""Prepare, serve, work, start: the commands that run the program."""

import logging
import os
import signal
import threading
import time
from collections.abc import Iterable
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from flask_migrate import upgrade

from training import dates, i18n
from training.commands import one_line
from training.db import access, db
from training.operation import server, service


def prepare(app: Flask) -> None:
    """Make the folder of data and bring the database up to the present version."""
    Path(app.config["DATA_DIR"]).mkdir(parents=True, exist_ok=True)
    with app.app_context():
        upgrade()
        _let_go(app)


def see_port_free(app: Flask) -> None:
    """Raises PortTaken when the port cannot be had."""
    server.see_port_free(host=app.config["HOST"], port=app.config["PORT"])


def serve(app: Flask, notes: Iterable[str] = ()) -> None:
    """Serve until stopped; ``notes`` are told to who started it."""
    click.echo(server.welcome(app, notes))
    with app.app_context():
        _let_go(app)
    server.Server(app).run()


def _let_go(app: Flask) -> None:
    """Close connections, which processes that fork must not share."""
    db.session.remove()
    db.engine.dispose()
    app.extensions["huey"].storage.close()


@click.command()
@click.option("--parent", type=int, help="End when the program with this number is no longer the parent.")
@with_appcontext
def worker(parent: int | None) -> None:
    """Do long work and send what is due."""
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    logging.getLogger("huey").setLevel(logging.WARNING)
    if parent:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()
    app.extensions["huey"].create_consumer(workers=1, worker_type="thread", periodic=True).run()


def _end_with(parent: int) -> None:
    """Stop this process once its parent is gone; a job under way is done again by the next worker."""
    while os.getppid() == parent:
        time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


@click.command()
@click.option("--user-name", default="admin", show_default=True, help="How the administrator signs in.")
@click.option("--name-km", default="អ្នកគ្រប់គ្រងប្រព័ន្ធ", help="The administrator's name in Khmer.")
@click.option("--name-en", default="Administrator", help="The administrator's name in Latin letters.")
@with_appcontext
@one_line
def start(user_name: str, name_km: str, name_en: str) -> None:
    """Begin an installation for real people: reference data and one administrator, no demo."""
    upgrade()
    with access(to_write=True):
        code = service.start(
            user_name=user_name, name_km=name_km, name_en=name_en, on=dates.today(), at=dates.now()
        )
        db.session.commit()
    click.echo(
        f"The administrator signs in as {user_name} with this one-time code, within 14 days:\n\n  {code}\n"
    )


@click.command("compile-translations")
def compile_translations() -> None:
    """Compile the Khmer catalogues anew; the program also does so when it starts."""
    made = i18n.FOLDER / "km" / "LC_MESSAGES" / "messages.mo"
    made.unlink(missing_ok=True)
    i18n.compile_catalogues()
    click.echo(f"{len(i18n.whole_catalogue())} texts.")


commands: tuple[click.Command, ...] = (worker, start, compile_translations)
