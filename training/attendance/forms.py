"""What a trainer sends: a presence for each official, or one corrected mark."""

from collections.abc import Mapping, Sequence

from wtforms import RadioField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from training.attendance.models import ATTENDED, Mark, Presence
from training.enrolments.models import Enrolment
from training.i18n import lazy
from training.web.forms import BaseForm

WORDS = {
    Presence.PRESENT: lazy("present"),
    Presence.LATE: lazy("late"),
    Presence.EXCUSED: lazy("excused"),
    Presence.ABSENT: lazy("absent"),
}
CHOICES = [SelectChoice(presence.value, word) for presence, word in WORDS.items()]


class SheetForm(BaseForm):
    """One choice for each official; ``sheet_form`` adds them."""

    seats: Sequence[Enrolment] = ()

    @property
    def rows(self) -> list[tuple[Enrolment, RadioField]]:
        return [(seat, self[_name(seat)]) for seat in self.seats]

    @property
    def women(self) -> int:
        return sum(seat.official.is_woman for seat in self.seats)

    @property
    def present(self) -> tuple[int, int]:
        """Who is marked as there: all, and the women among them."""
        there = [seat for seat, field in self.rows if field.data in ATTENDED]
        return len(there), sum(seat.official.is_woman for seat in there)

    def presences(self, *, all_others: Presence | None = None) -> dict[Enrolment, Presence]:
        """What was chosen; ``all_others`` is for those for whom nothing was."""
        chosen = {seat: field.data or all_others for seat, field in self.rows}
        return {seat: Presence(presence) for seat, presence in chosen.items() if presence}


class CorrectionForm(BaseForm):
    presence = RadioField(lazy("Attendance"), choices=CHOICES, validators=[InputRequired()])
    reason = StringField(lazy("Reason"), validators=[InputRequired(), Length(max=300)])


def sheet_form(seats: Sequence[Enrolment], marks: Mapping[int, Mark]) -> SheetForm:
    """A form for these officials, filled with the marks they have."""
    fields = {
        _name(seat): RadioField(
            str(seat.official.name),
            choices=CHOICES,
            validators=[Optional()],
            default=marks[seat.id].presence.value if seat.id in marks else None,
        )
        for seat in seats
    }
    return type("SheetFormOfClass", (SheetForm,), {"seats": seats, **fields})()


def _name(seat: Enrolment) -> str:
    return f"presence_{seat.id}"
