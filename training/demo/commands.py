"""Load the living case, by command or into the empty database of a first start."""

from datetime import date

import click
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy import func, select

from training import dates
from training.commands import one_line
from training.db import access, db
from training.demo import case
from training.demo.cast import PASSWORD
from training.errors import TrainingError
from training.i18n import lazy
from training.institution import Institution, institution

YEARS = range(2000, 2041)  # the people of the case would be too old, or not born


class NoDayForDemo(TrainingError):
    status = 422
    message = lazy("“%(text)s” is no day for the demo; write one of the years 2000 to 2040 as 2017-11-22.")


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
@click.option("--today", metavar="YYYY-MM-DD", help="The day around which the case lies.")
@with_appcontext
@one_line
def demo(today: str | None) -> None:
    """Load the living case, or lay a demo anew; real data is never touched."""
    on, now = _day(today) if today else dates.today(), dates.local(dates.now())
    case.start_over(on=on, at=dates.instant(on, now.time()))
    db.session.commit()
    click.echo("The demo is loaded.")


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise NoDayForDemo(text=text) from None
    if day.year not in YEARS:
        raise NoDayForDemo(text=text)
    return day


commands: tuple[click.Command, ...] = (demo,)
