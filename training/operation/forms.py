"""How the audit log is narrowed, and what may be said of the institution."""

from typing import Any

from wtforms import IntegerField, SelectField, StringField, TimeField
from wtforms.fields import SelectChoice
from wtforms.validators import DataRequired, InputRequired, Length, NumberRange, Optional

from training.i18n import Text, lazy
from training.operation.words import VERBS
from training.web.forms import BaseForm, Filters

NEEDED = lazy("This field is required.")


class LogFilters(Filters):
    verb = SelectField(lazy("Deed"), [Optional()])
    actor = StringField(lazy("Who"), [Optional(), Length(max=100)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verb.choices = [
            SelectChoice("", lazy("All deeds")),
            *(SelectChoice(verb, word) for verb, word in VERBS.items()),
        ]


def _line(label: Text, most: int) -> StringField:
    return StringField(label, [DataRequired(NEEDED), Length(max=most)], filters=[_trimmed])


def _line_or_nothing(label: Text, most: int) -> StringField:
    return StringField(label, [Optional(), Length(max=most)], filters=[_trimmed])


def _hour(label: Text) -> TimeField:
    return TimeField(label, [InputRequired(NEEDED)])


def _trimmed(text: str | None) -> str:
    return (text or "").strip()


class InstitutionForm(BaseForm):
    """The institution as it stands on sign-in, papers and refusals; its fields are the columns."""

    name_km = _line(lazy("Name of the institution in Khmer"), 200)
    name_en = _line(lazy("Name of the institution in English"), 200)
    contact_km = _line(lazy("Whom to ask, in Khmer"), 300)
    contact_en = _line(lazy("Whom to ask, in English"), 300)
    place_km = _line(lazy("Place where papers are signed, in Khmer"), 80)
    place_en = _line(lazy("Place where papers are signed, in English"), 80)
    signatory_name_km = _line_or_nothing(lazy("Name of who signs, in Khmer"), 120)
    signatory_name_en = _line_or_nothing(lazy("Name of who signs, in Latin letters"), 120)
    signatory_title_km = _line(lazy("Title of who signs, in Khmer"), 200)
    signatory_title_en = _line(lazy("Title of who signs, in English"), 200)
    morning_starts = _hour(lazy("Morning session begins"))
    morning_ends = _hour(lazy("Morning session ends"))
    afternoon_starts = _hour(lazy("Afternoon session begins"))
    afternoon_ends = _hour(lazy("Afternoon session ends"))
    offer_hours = IntegerField(
        lazy("Hours to answer when a seat is offered"),
        [InputRequired(NEEDED), NumberRange(1, 720)],
        description=lazy("Afterwards the seat is offered to the next one on the waiting list."),
    )

    @property
    def facts(self) -> dict[str, Any]:
        kinds = {"StringField", "TimeField", "IntegerField"}
        return {field.name: field.data for field in self if field.type in kinds}
