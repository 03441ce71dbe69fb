"""The first page, and the pictures on it."""

from collections.abc import Sequence

from flask import Blueprint, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.home.parts import parts
from training.i18n import _, month_name, weekday_name
from training.permissions import Action
from training.readiness.chains import ChainState
from training.readiness.summary import READY, ModuleLine
from training.statistics.queries import MonthFigures, UnitLine
from training.web.access import requires
from training.web.charts import Bar, Part, Stack, bars, stacked_bars

bp = Blueprint("home", __name__)
blueprints: tuple[Blueprint, ...] = (bp,)


@bp.get("/")
@requires(Action.SEE_OWN_HOME)
def index() -> ResponseReturnValue:
    drawn = {
        "drawn_modules": drawn_modules,
        "drawn_units": drawn_units,
        "drawn_months": drawn_months,
        "month_name": month_name,
        "weekday_name": weekday_name,
    }
    return render_template("home/index.html", parts=parts(current_user, on=dates.today()), **drawn)


def drawn_modules(lines: Sequence[ModuleLine]) -> str:
    return stacked_bars(_("Chains, by module"), [_stack(line) for line in lines])


def drawn_units(lines: Sequence[UnitLine], known: int) -> str:
    """The units as bars, the first of all that are ``known``; each opens to the figures of the unit."""
    rows = [
        Bar(
            line.unit.name, line.figures.achievement.total, line.figures.achievement.women,
            url=url_for("statistics.index", unit=line.unit.id),
        )
        for line in lines
    ]  # fmt: skip
    cut = _("The first %(shown)s of %(all)s units, by number", shown=len(rows), all=known)
    return bars(_("Passed, by unit"), rows, description=cut if known > len(rows) else "")


def drawn_months(lines: Sequence[MonthFigures]) -> str:
    """The months as bars, in the order of time."""
    rows = [
        Bar(month_name(line.month), line.figures.achievement.total, line.figures.achievement.women)
        for line in reversed(lines)
    ]
    return bars(_("Passed, by month"), rows)


def _stack(line: ModuleLine) -> Stack:
    ready = sum(line.states[state] for state in READY)
    pieces = (
        Part(_("ready"), ready, "good"),
        Part(_("nearly"), line.states[ChainState.NEARLY], "warn"),
        Part(_("blocked"), line.states[ChainState.BLOCKED], "bad"),
    )
    return Stack(line.module.name, pieces)
