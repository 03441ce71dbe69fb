"""The page of needs: by course, by unit, by name, and as a file."""

from flask import Blueprint, Response, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.courses import queries
from training.courses.forms import NeedFilterForm
from training.courses.queries import Need, NeedCount, NeedFilters
from training.i18n import _
from training.officials.queries import units
from training.permissions import Action
from training.web.access import requires
from training.web.charts import Bar, bars
from training.web.downloads import CSV, XLSX, csv_text, download, xlsx_bytes

bp = Blueprint("needs", __name__, url_prefix="/needs")
MOST_EXPORTED = 200_000  # rows


@bp.get("/")
@requires(Action.SEE_NEEDS)
def index() -> ResponseReturnValue:
    form, filters = _asked()
    by_course = queries.needs_by_course(current_user, filters)
    return render_template(
        "needs/index.html",
        form=form,
        by_course=by_course,
        by_unit=queries.needs_by_unit(current_user, filters),
        names=queries.needs(current_user, filters),
        total=sum(row.count.total for row in by_course),
        women=sum(row.count.women for row in by_course),
        picture=bars(_("Officials who need a course"), [_bar(row) for row in by_course]),
    )


@bp.get("/needs.csv")
@requires(Action.SEE_NEEDS)
def as_csv() -> Response:
    return download(csv_text(_headings(), _rows()), name="needs.csv", kind=CSV)


@bp.get("/needs.xlsx")
@requires(Action.SEE_NEEDS)
def as_xlsx() -> Response:
    return download(xlsx_bytes(_("Needs"), _headings(), _rows()), name="needs.xlsx", kind=XLSX)


def _asked() -> tuple[NeedFilterForm, NeedFilters]:
    form = NeedFilterForm.from_address(courses=queries.courses(), units=units(current_user))
    chosen = {name: int(value) for name, value in form.chosen.items()}
    return form, NeedFilters(on=dates.today(), **chosen)


def _bar(row: NeedCount) -> Bar:
    url = url_for(".index", course=row.of.id)
    return Bar(str(row.of.name), row.count.total, row.count.women, url)


def _headings() -> list[str]:
    return [_("Official ID"), _("Name in Khmer"), _("Name in Latin letters"), _("Unit"), _("Course")]


def _rows() -> list[list[str]]:
    _form, filters = _asked()
    return [_row(need) for need in queries.needs(current_user, filters, limit=MOST_EXPORTED)]


def _row(need: Need) -> list[str]:
    who = need.official
    return [who.staff_id or "", who.name_km, who.name_latin, str(who.unit.name), str(need.course.name)]
