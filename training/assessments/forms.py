"""What a trainer sends: the marks of a whole class in one form, or one corrected result."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from wtforms import DateField, IntegerField, StringField
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from training import dates
from training.assessments.models import AssessmentKind, Result
from training.assessments.queries import Assessed, Slot
from training.assessments.words import KINDS
from training.enrolments.models import Enrolment
from training.i18n import _, lazy
from training.web.forms import BaseForm


class WholeNumber(IntegerField):
    """A whole number; nonsense gets our own sentence."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError:
            raise ValueError(_("Marks are whole percents from 0 to 100.")) from None


@dataclass(frozen=True, slots=True)
class Entry:
    """One new result that was typed."""

    enrolment: Enrolment
    kind: AssessmentKind
    attempt: int
    marks: int


class MarksForm(BaseForm):
    """A day, and a field for each official and each attempt without result; ``marks_form`` adds them."""

    taken_on = DateField(lazy("Day of the test"), validators=[InputRequired(lazy("Give a date."))])
    rows: Sequence[Assessed] = ()
    slots: Sequence[Slot] = ()

    def field(self, row: Assessed, slot: Slot) -> Any:
        """The field of one official and attempt; None where there is nothing to enter."""
        return self._fields.get(_name(row, slot))

    @property
    def entries(self) -> list[Entry]:
        return [
            Entry(row.enrolment, slot[0], slot[1], field.data)
            for row in self.rows
            for slot in self.slots
            if (field := self.field(row, slot)) is not None and field.data is not None
        ]


class CorrectionForm(BaseForm):
    marks = WholeNumber(
        lazy("Marks (percent)"),
        validators=[InputRequired(), NumberRange(0, 100, lazy("Marks are whole percents from 0 to 100."))],
    )
    reason = StringField(lazy("Reason"), validators=[InputRequired(), Length(max=300)])


def marks_form(rows: Sequence[Assessed], slots: Sequence[Slot]) -> MarksForm:
    """A form for these officials and attempts."""
    fields = {
        _name(row, slot): _marks_field(row, slot) for row in rows for slot in slots if _is_open(row, slot)
    }
    return type("MarksFormOfClass", (MarksForm,), {"rows": rows, "slots": slots, **fields})(
        taken_on=dates.today()
    )


def slot_name(slot: Slot) -> str:
    """The heading of a column: post-test, or post-test 2."""
    return str(KINDS[slot[0]]) if slot[1] == 1 else f"{KINDS[slot[0]]} {slot[1]}"


def _marks_field(row: Assessed, slot: Slot) -> WholeNumber:
    in_range = NumberRange(0, 100, lazy("Marks are whole percents from 0 to 100."))
    return WholeNumber(f"{row.official.name}, {slot_name(slot)}", validators=[Optional(), in_range])


def _is_open(row: Assessed, slot: Slot) -> bool:
    results: dict[Slot, Result] = row.results
    return slot not in results and (slot[1] == 1 or (slot[0], slot[1] - 1) in results)


def _name(row: Assessed, slot: Slot) -> str:
    return f"marks_{row.enrolment.id}_{slot[0].name.lower()}_{slot[1]}"
