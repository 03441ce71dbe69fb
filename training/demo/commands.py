"""Load the living case, by command or into the empty database of a first start."""

from datetime import datetime

import click
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy import func, select

from training import dates
from training.commands import one_line
from training.db import access, db
from training.demo import case
from training.demo.cast import PASSWORD
from training.institution import Institution, institution


def load_if_empty(app: Flask) -> tuple[str, ...]:
    """Lay the case around today if there is no institution yet; give what the newcomer should know."""
    with app.app_context(), access(to_write=True):
        if not db.session.scalar(select(func.count()).select_from(Institution)):
            click.echo("Loading the demo …")
            case.lay(on=dates.today(), at=dates.now())
            db.session.commit()
        if not institution().is_demo:
            return ()
        return (
            f"Demo: choose a role on the sign-in page, or sign in by name; every password is {PASSWORD}",
            "Names: administrator, coordinator, trainer, focal, hr, auditor; officials by their ID",
        )


@click.command("demo")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), help="The day around which the case lies.")
@with_appcontext
@one_line
def demo(today: datetime | None) -> None:
    """Load the living case, or lay a demo anew; real data is never touched."""
    case.start_over(on=today.date() if today else dates.today(), at=dates.now())
    db.session.commit()
    click.echo("The demo is loaded.")


commands: tuple[click.Command, ...] = (demo,)
