"""The figures as tables for a spreadsheet: texts and numbers, in the reader's language."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from training.enrolments.models import Enrolment, Outcome
from training.i18n import Text, _, lazy, month_name
from training.statistics.queries import Figures, MonthLine, UnitLine

Row = list[str | int]
OUTCOMES: dict[Outcome, Text] = {
    Outcome.ACHIEVEMENT: lazy("passed"),
    Outcome.ATTENDANCE: lazy("attended only"),
    Outcome.NONE: lazy("not completed"),
}


@dataclass(frozen=True, slots=True)
class Table:
    """A heading for each column, and the rows."""

    headings: Sequence[str]
    rows: list[Row]


def units_table(lines: Iterable[UnitLine]) -> Table:
    return Table(
        [_("Code"), _("Unit"), *_counted()],
        [[each.unit.code, str(each.unit.name), *_numbers(each.figures)] for each in lines],
    )


def months_table(lines: Iterable[MonthLine]) -> Table:
    return Table(
        [_("Month"), _("Course"), *_counted()],
        [[month_name(each.month), str(each.course.name), *_numbers(each.figures)] for each in lines],
    )


def names_table(seats: Iterable[Enrolment]) -> Table:
    headings = [
        _("Official ID"), _("Khmer name"), _("Latin name"), _("Sex"), _("Unit"), _("Class"), _("Outcome"),
        _("Decided on"),
    ]  # fmt: skip
    return Table(headings, [_name(seat) for seat in seats])


def _name(seat: Enrolment) -> Row:
    official = seat.official
    return [
        official.staff_id or "", official.name_km, official.name_latin, official.sex or "",
        str(seat.unit.name), str(seat.training_class.name), str(OUTCOMES[seat.outcome or Outcome.NONE]),
        seat.decided_on.isoformat() if seat.decided_on else "",
    ]  # fmt: skip


def _counted() -> list[str]:
    things = (_("decided"), _("passed"), _("attended only"), _("not completed"))
    return [heading for thing in things for heading in (thing, _("%(thing)s, women", thing=thing))]


def _numbers(figures: Figures) -> list[int]:
    four = (figures.decided, figures.achievement, figures.attendance, figures.none)
    return [number for figure in four for number in (figure.total, figure.women)]
