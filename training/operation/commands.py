"""Commands of operation."""

import click

commands: tuple[click.Command, ...] = ()
