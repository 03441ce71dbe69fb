"""Commands of identification."""

import click

commands: tuple[click.Command, ...] = ()
