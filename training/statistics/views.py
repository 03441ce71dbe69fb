"""Pages of completion figures: cards, bars, tables, the names behind each figure, exports."""

import calendar
from datetime import date
from typing import Any

from flask import Blueprint, Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training.db import db
from training.errors import NotFound
from training.i18n import _, month_name
from training.permissions import Action
from training.statistics import queries, service, tables
from training.statistics.forms import NamesFilters, StatisticsFilters
from training.statistics.queries import MonthLine, UnitLine
from training.web.access import requires
from training.web.charts import Bar, bars
from training.web.downloads import CSV, XLSX, csv_text, download, xlsx_bytes
from training.web.look import here

bp = Blueprint("statistics", __name__, url_prefix="/statistics")
blueprints = (bp,)
FILTERS = ("unit", "course", "first", "last")


@bp.get("")
@requires(Action.SEE_STATISTICS)
def index() -> ResponseReturnValue:
    filters = StatisticsFilters.from_address(user=current_user)
    narrowed = filters.narrowed
    units, months = queries.by_unit(current_user, narrowed), queries.by_month(current_user, narrowed)
    page = {
        "filters": filters,
        "whole": queries.whole(current_user, narrowed),
        "units": units,
        "months": months,
        "units_drawn": bars(_("Passed, by unit"), [_unit_bar(each) for each in units]),
        "months_drawn": bars(_("Passed, by month and course"), [_month_bar(each) for each in months]),
        "month_name": month_name,
        "names_of": _names_of,
        "month_days": _month_days,
    }
    return render_template("statistics/index.html", **page)


@bp.get("/names")
@requires(Action.SEE_STATISTICS)
def names() -> ResponseReturnValue:
    filters = NamesFilters.from_address(user=current_user)
    after = request.args.get("after", 0, type=int)
    rows = queries.names(current_user, filters.narrowed, outcome=filters.wanted, after=after)
    further = here(after=str(rows[-1].id)) if len(rows) == queries.MOST_NAMES else None
    women = sum(row.official.is_woman for row in rows)
    page = {"rows": rows, "women": women, "further": further, "outcomes": tables.OUTCOMES}
    return render_template("statistics/names.html", filters=filters, **page)


@bp.get("/<what>.<kind>")
@requires(Action.EXPORT_STATISTICS)
def export(what: str, kind: str) -> ResponseReturnValue:
    """The figures by unit or by month, as CSV or XLSX."""
    narrowed = StatisticsFilters.from_address(user=current_user).narrowed
    if what == "units":
        return _file(tables.units_table(queries.by_unit(current_user, narrowed)), what, kind)
    if what == "months":
        return _file(tables.months_table(queries.by_month(current_user, narrowed)), what, kind)
    raise NotFound


@bp.post("/name-list.<kind>")
@requires(Action.EXPORT_STATISTICS)
def name_list(kind: str) -> ResponseReturnValue:
    """The names behind a figure as a file; that they were taken is written down."""
    filters = NamesFilters.from_address(user=current_user)
    rows = queries.names(current_user, filters.narrowed, outcome=filters.wanted, most=None)
    answer = _file(tables.names_table(rows), "names", kind)
    women = sum(row.official.is_woman for row in rows)
    service.note_export("completion", narrowed=filters.narrowed, rows=len(rows), women=women, by=current_user)
    db.session.commit()
    return answer


def _file(table: tables.Table, name: str, kind: str) -> Response:
    if kind == "csv":
        return download(csv_text(table.headings, table.rows), name=f"{name}.csv", kind=CSV)
    if kind == "xlsx":
        return download(xlsx_bytes(name, table.headings, table.rows), name=f"{name}.xlsx", kind=XLSX)
    raise NotFound


def _unit_bar(line: UnitLine) -> Bar:
    passed = line.figures.achievement
    return Bar(line.unit.name, passed.total, passed.women, url=_names_of("achievement", unit=line.unit.id))


def _month_bar(line: MonthLine) -> Bar:
    passed, days = line.figures.achievement, _month_days(line.month)
    label = f"{month_name(line.month)}: {line.course.name}"
    return Bar(label, passed.total, passed.women, url=_names_of("achievement", course=line.course.id, **days))


def _month_days(month: date) -> dict[str, str]:
    """The first and the last day of a month, as the address writes them."""
    last = calendar.monthrange(month.year, month.month)[1]
    return {"first": month.isoformat(), "last": month.replace(day=last).isoformat()}


def _names_of(outcome: str, **changes: Any) -> str:
    """The names behind a figure: what the page is narrowed to, and the figure's own line."""
    asked: dict[str, Any] = {key: value for key, value in request.args.items() if value and key in FILTERS}
    asked |= {"outcome": outcome or None, **changes}
    return url_for("statistics.names", **asked)
