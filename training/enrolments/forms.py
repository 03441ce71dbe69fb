"""What a browser may send about seats and sessions: shape only."""

from typing import Any

from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from training.classes import queries
from training.classes.models import TrainingSession
from training.classes.rules import HALVES, Slot
from training.dates import HalfDay
from training.i18n import lazy
from training.web.forms import BaseForm, Filters

HALF_DAYS = [SelectChoice(*item) for item in HALVES.items()]


def reason_field() -> StringField:
    return StringField(
        lazy("Reason"),
        validators=[InputRequired(), Length(max=300)],
        description=lazy("Those concerned read it."),
    )


class ReasonForm(BaseForm):
    reason = reason_field()


class SearchForm(Filters):
    q = StringField(lazy("Name or official ID"), validators=[Optional(), Length(max=80)])

    @property
    def words(self) -> str:
        return (self.q.data or "").strip()


class SessionForm(BaseForm):
    """Where a session is to stand instead."""

    day = DateField(lazy("Day"), validators=[InputRequired()])
    half = SelectField(lazy("Half-day"), choices=HALF_DAYS, coerce=HalfDay)
    room = SelectField(lazy("Room"), coerce=int)
    trainer = SelectField(lazy("Trainer"), coerce=int)
    reason = reason_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rooms = {each.id: each for each in queries.rooms()}
        self.trainers = {each.id: each for each in queries.trainers()}
        self.room.choices = [
            SelectChoice(each.id, f"{each.name} · {each.centre.name}") for each in self.rooms.values()
        ]
        self.trainer.choices = [SelectChoice(each.id, each.name) for each in self.trainers.values()]

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "day": self.day.data, "half": self.half.data, "room": self.rooms[self.room.data],
            "trainer": self.trainers[self.trainer.data], "reason": self.reason.data or "",
        }  # fmt: skip


class DropForm(BaseForm):
    """Where a session was dropped in the calendar; rows are rooms."""

    id = IntegerField(validators=[InputRequired()])
    day = DateField(validators=[InputRequired()])
    half = SelectField(choices=HALF_DAYS, coerce=HalfDay)
    resource = IntegerField(validators=[Optional()])

    def slot(self, training_session: TrainingSession) -> Slot:
        """The half-day and room that are wanted; the trainer stays."""
        rooms = {each.id: each for each in queries.rooms()}
        room = rooms.get(self.resource.data, training_session.room)
        return Slot(self.day.data, self.half.data, room, training_session.trainer)
