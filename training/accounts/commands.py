"""Commands of accounts: ``flask user create`` and ``flask user code``."""

import click
from flask.cli import AppGroup

from training import dates
from training.accounts import queries, second_factor
from training.accounts.models import User
from training.accounts.secret import plain_name
from training.accounts.service import create_user, give_code
from training.commands import one_line
from training.db import db
from training.errors import TrainingError
from training.i18n import lazy
from training.permissions import Role

ROLES = click.Choice([role.value for role in Role])
user = AppGroup("user", help="Create users and give them one-time codes.")


class NoSuchUser(TrainingError):
    message = lazy("There is no user %(name)s.")


class NoSuchUnit(TrainingError):
    message = lazy("There is no unit with the code %(code)s.")


@user.command("create")
@click.argument("name")
@click.option(
    "--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role])
)
@click.option("--unit", "code", help="Code of the unit a focal person answers for.")
@click.option("--name-km", default="", help="Name in Khmer.")
@click.option("--name-en", default="", help="Name in Latin letters.")
@one_line
def create(*, name: str, roles: tuple[str, ...], code: str | None, name_km: str, name_en: str) -> None:
    """Make a user and print his one-time code."""
    unit = queries.unit_coded(code) if code else None
    if code and unit is None:
        raise NoSuchUnit(code=code)
    made = create_user(
        user_name=name,
        name_km=name_km or name_en or name,
        name_en=name_en or name_km or name,
        roles=[Role(role) for role in roles],
        unit=unit,
        by=None,
        at=dates.now(),
    )
    _print_code(made)


@user.command("code")
@click.argument("names", nargs=-1, required=True)
@one_line
def code(*, names: tuple[str, ...]) -> None:
    """Print new one-time codes; older ones and passwords are worth nothing from then on."""
    for found in [_named(name) for name in names]:
        _print_code(found)


@user.command("forget-telephone")
@click.argument("name")
@one_line
def forget_telephone(*, name: str) -> None:
    """Remove the second factor of a user who lost his telephone."""
    second_factor.remove(_named(name), by=None, at=dates.now())
    db.session.commit()


def _named(name: str) -> User:
    found = queries.user_named(plain_name(name))
    if found is None:
        raise NoSuchUser(name=name)
    return found


def _print_code(found: User) -> None:
    given = give_code(found, at=dates.now(), by=None)
    db.session.commit()
    click.echo(f"{found.user_name}\t{given}")


commands: tuple[click.Command, ...] = (user,)
