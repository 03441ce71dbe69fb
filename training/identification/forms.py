"""What a browser may send about lists."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask_wtf.file import FileField, FileRequired
from wtforms import DateField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, ValidationError

from training import dates
from training.i18n import lazy
from training.identification.leaving import Departure
from training.identification.models import ListKind
from training.identification.service import Place
from training.organisation.forms import DAY_GIVEN
from training.organisation.models import Unit
from training.web.forms import BaseForm, TickField

FARTHEST = 366  # days from today on which something may end

KINDS = [
    SelectChoice(ListKind.FMIS_USERS.value, lazy("FMIS users, with their workflow roles")),
    SelectChoice(ListKind.IT_FOUNDATION.value, lazy("Officials for IT foundation")),
]


PLACES = [
    SelectChoice(
        Place.NEWER.value, lazy("A newer version of the list that the unit sent before, if there is one")
    ),
    SelectChoice(Place.BESIDE.value, lazy("A further list beside it")),
]


class ListForm(BaseForm):
    """A list as it came, with its letter."""

    file = FileField(
        lazy("Spreadsheet, as the unit sent it"),
        validators=[FileRequired(lazy("Choose the file first."))],
        description=lazy("xlsx, xls, ods or csv, at most 40 MB; it is kept unchanged."),
    )
    unit = SelectField(lazy("Sender"), coerce=int)
    kind = SelectField(lazy("What is listed"), choices=KINDS)
    place = RadioField(
        lazy("This list is"),
        choices=PLACES,
        default=Place.NEWER.value,
        description=lazy("Who is missing in a newer version stays in the register."),
    )
    received_on = DateField(lazy("Received on"), validators=[InputRequired()])
    letter_number = StringField(lazy("Letter number"), validators=[Optional(), Length(max=60)])
    letter_date = DateField(lazy("Date of the letter"), validators=[Optional()])

    def __init__(self, *args: Any, senders: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.units = {unit.id: unit for unit in senders}
        self.unit.choices = [SelectChoice(unit.id, str(unit.name)) for unit in senders]

    @property
    def sender(self) -> Unit:
        return self.units[self.unit.data]

    @property
    def content(self) -> bytes:
        return self.file.data.read()


class PlaceForm(BaseForm):
    """How a list stands to the one before."""

    place = RadioField(choices=PLACES)


class RefusalForm(BaseForm):
    """Why a list goes back."""

    reason = StringField(lazy("Reason"), validators=[InputRequired(lazy("Say why.")), Length(max=300)])


def not_far(_form: BaseForm, field: DateField) -> None:
    """Refuse a day that is a slip of the hand."""
    if field.data and field.data > dates.today() + timedelta(days=FARTHEST):
        raise ValidationError(lazy("Give a day within a year from now."))


class LastDayForm(BaseForm):
    """The last day of what ends."""

    last_day = DateField(lazy("Last day"), validators=[DAY_GIVEN, not_far])


class DepartureForm(LastDayForm):
    """Which roles of one official end, when there are several, and their last day."""

    roles = TickField(lazy("What ends"), coerce=int, validators=[InputRequired(lazy("Tick at least one."))])

    def __init__(self, *args: Any, departure: Departure, **kwargs: Any) -> None:
        self.waiting = [role.id for role in departure.roles]
        super().__init__(*args, prefix=f"official-{departure.number}-", roles=self.waiting, **kwargs)
        if len(self.waiting) > 1:
            self.roles.choices = [SelectChoice(role.id, str(role.role.name)) for role in departure.roles]
        else:
            del self.roles

    @property
    def chosen(self) -> Sequence[int]:
        return self.roles.data if self.roles else self.waiting
