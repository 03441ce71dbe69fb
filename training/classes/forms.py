"""What a browser may send about classes: shape only; the rules stand in ``rules``."""

from typing import Any

from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField
from wtforms.fields import Field, SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from training import dates
from training.classes import queries, rules, service
from training.classes.models import ClassState
from training.classes.proposing import Pattern, proposed
from training.dates import HalfDay
from training.errors import RuleViolation
from training.i18n import lazy
from training.web.forms import BaseForm, Filters
from training.words import STATES

ALL = SelectChoice("", lazy("all"))
PATTERNS = {
    Pattern.WHOLE_DAYS: lazy("whole days"),
    Pattern.MORNINGS: lazy("mornings"),
    Pattern.AFTERNOONS: lazy("afternoons"),
}


class ClassFilters(Filters):
    course = SelectField(lazy("Course"), validators=[Optional()])
    state = SelectField(lazy("State"), validators=[Optional()])
    month = DateField(lazy("Month"), format=["%Y-%m", "%Y-%m-%d"], validators=[Optional()])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.month.render_kw = {"type": "month"}
        self.course.choices = [ALL, *(SelectChoice(str(each.id), each.name) for each in queries.courses())]
        self.state.choices = [
            ALL,
            *(SelectChoice(state.value, STATES["class"][state.value]) for state in ClassState),
        ]


class ClassForm(BaseForm):
    """A new class. Its sessions are proposed from the first day, the pattern and the course's half-days."""

    course = SelectField(lazy("Course"), coerce=int)
    room = SelectField(lazy("Room"), coerce=int)
    trainer = SelectField(lazy("Trainer"), coerce=int)
    first_day = DateField(lazy("First day"), validators=[InputRequired()])
    pattern = SelectField(
        lazy("Half-days"), choices=[SelectChoice(*item) for item in PATTERNS.items()], coerce=Pattern
    )
    seats = IntegerField(lazy("Seats"), validators=[InputRequired(), NumberRange(1, 500)], default=25)
    open_to_all = BooleanField(lazy("Officials who need the course may take a seat themselves"))
    by_approval = BooleanField(lazy("Whoever wishes a seat asks for it, and the coordinator decides"))
    enrol_until = DateField(lazy("Last day to take a seat"), validators=[Optional()])
    wave = StringField(
        lazy("Wave"),
        validators=[Length(max=80)],
        description=lazy("As it stands on letters: Wave IV, November"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.courses = {each.id: each for each in queries.courses()}
        self.rooms = {each.id: each for each in queries.rooms()}
        self.trainers = {each.id: each for each in queries.trainers()}
        self.course.choices = [SelectChoice(each.id, each.name) for each in self.courses.values()]
        self.room.choices = [SelectChoice(each.id, _room_label(each)) for each in self.rooms.values()]
        self.trainer.choices = [SelectChoice(each.id, each.name) for each in self.trainers.values()]

    @property
    def sessions(self) -> list[tuple[Any, HalfDay]]:
        """The half-days that are proposed; none while the form does not say enough."""
        course = self.courses.get(self.course.data)
        if course is None or self.first_day.data is None or not isinstance(self.pattern.data, Pattern):
            return []
        return list(proposed(self.first_day.data, pattern=self.pattern.data, half_days=course.half_days))

    @property
    def facts(self) -> dict[str, Any]:
        """What ``service.open_class`` asks for."""
        return {
            "room": self.rooms[self.room.data], "trainer": self.trainers[self.trainer.data],
            "sessions": self.sessions, "seats": self.seats.data, "open_to_all": self.open_to_all.data,
            "by_approval": self.by_approval.data, "enrol_until": self.enrol_until.data,
            "wave": self.wave.data or "",
        }  # fmt: skip

    def validate(self, **kwargs: Any) -> bool:
        """Check the shape, then show each obstacle beside the field that it is about."""
        if not super().validate(**kwargs):
            return False
        room, trainer = self.rooms[self.room.data], self.trainers[self.trainer.data]
        found = list(
            service.obstacles_to_opening(
                self.courses[self.course.data], room=room, trainer=trainer, sessions=self.sessions,
                seats=self.seats.data, on=dates.today(),
            )
        )  # fmt: skip
        for obstacle in found:
            field = self._about(obstacle)
            field.errors = [*field.errors, str(obstacle)]
        return not found

    def _about(self, obstacle: RuleViolation) -> Field:
        if isinstance(
            obstacle, rules.RoomIsBusy | rules.RoomIsClosed | rules.RoomTooSmall | rules.RoomLacksFeatures
        ):
            return self.room
        if isinstance(obstacle, rules.NotAWorkday | rules.DayIsPast | rules.NoSessions):
            return self.first_day
        return self.trainer


def _room_label(room: Any) -> str:
    return f"{room.name} · {room.centre.name} · {room.seats}"
