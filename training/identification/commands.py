"""Commands for lists: rehearse a folder of them; receive, apply, undo and show one."""

import json
from datetime import datetime
from pathlib import Path

import click
from flask.cli import AppGroup
from sqlalchemy import select

from training import dates
from training.commands import one_line
from training.db import db
from training.errors import NotFound
from training.identification import applying, reviewing, service, undoing
from training.identification.models import IdentificationList, ListKind, ListRow
from training.identification.rehearsal import rehearse
from training.organisation.models import Unit

lists = AppGroup("lists", help="Identification lists: rehearse, receive, apply, undo, show.")
KINDS = [kind.value for kind in ListKind]
DAY = click.DateTime(["%Y-%m-%d"])


@lists.command("rehearse")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@click.option("--output", required=True, type=click.Path(file_okay=False, path_type=Path))
@one_line
def rehearse_folder(folder: Path, output: Path) -> None:
    """Treat the deliveries of FOLDER/manifest.json in order; touches no database."""
    rehearse(folder, output)
    click.echo(f"The results are in {output}.")


@lists.command("receive")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--unit", "code", required=True, help="Code of the unit that sent it.")
@click.option("--letter", default="", help="Number of its letter.")
@click.option("--received", type=DAY, help="Day it came; default today.")
@click.option(
    "--kind", type=click.Choice([kind.value for kind in ListKind]), default=ListKind.FMIS_USERS.value
)
@click.option("--beside", is_flag=True, help="Let it stand beside the list before, not replace it.")
@one_line
def receive(
    file: Path, *, code: str, letter: str, received: datetime | None, kind: str, beside: bool
) -> None:
    """Keep a list and read it: a newer version of the list of this kind that the unit sent before."""
    unit = db.session.scalar(select(Unit).where(Unit.code == code))
    if unit is None:
        raise NotFound
    kept = service.receive(
        file.read_bytes(), file_name=file.name, unit=unit, kind=ListKind(kind), letter_number=letter, by=None,
        received_on=received.date() if received else dates.today(), at=dates.now(),
        place=service.Place.BESIDE if beside else service.Place.NEWER,
    )  # fmt: skip
    number = kept.id
    db.session.commit()
    reviewing.read_list(lambda _done, _total: None, list_id=number)
    db.session.commit()
    click.echo(f"List no. {number} was received and read.")


@lists.command("apply")
@click.argument("number", type=int)
@one_line
def apply_list(number: int) -> None:
    """Write the rows of list NUMBER into the register, in one transaction."""
    applying.must_be_reviewed(_list(number))
    done = applying.apply_list(lambda _done, _total: None, list_id=number, by_id=None) or {}
    db.session.commit()
    if marked_anew := done.get("marked_anew"):
        raise applying.RegisterChanged(count=marked_anew)
    click.echo(f"List no. {number} is applied.")


@lists.command("undo")
@click.argument("number", type=int)
@one_line
def undo_list(number: int) -> None:
    """Take list NUMBER back whole."""
    done = undoing.undo(_list(number), by=None, at=dates.now())
    db.session.commit()
    click.echo(f"List no. {number} was taken back; {sum(done.stays.values())} records stay.")


@lists.command("show")
@click.argument("number", type=int)
@click.option("--json", "as_json", is_flag=True, help="Every row as JSON.")
@one_line
def show(number: int, as_json: bool) -> None:
    """Show list NUMBER."""
    found = _list(number)
    head = {"number": found.id, "unit": found.unit.code, "state": found.state.value, "counts": found.counts}
    if not as_json:
        click.echo(" ".join(f"{name}={value}" for name, value in head.items()))
        return
    rows = db.session.scalars(select(ListRow).where(ListRow.list_id == number).order_by(ListRow.id))
    head["rows"] = [
        {"sheet": row.sheet, "row": row.row, "outcome": row.outcome.value, "facts": row.facts,
         "findings": row.findings, "changes": row.changes}
        for row in rows
    ]  # fmt: skip
    click.echo(json.dumps(head, ensure_ascii=False, indent=1))


def _list(number: int) -> IdentificationList:
    found = db.session.get(IdentificationList, number)
    if found is None:
        raise NotFound
    return found


commands: tuple[click.Command, ...] = (lists,)
