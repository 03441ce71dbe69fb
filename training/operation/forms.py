"""How the audit log is narrowed."""

from typing import Any

from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Optional

from training.i18n import lazy
from training.operation.words import VERBS
from training.web.forms import Filters


class LogFilters(Filters):
    verb = SelectField(lazy("Deed"), [Optional()])
    actor = StringField(lazy("Who"), [Optional(), Length(max=100)])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.verb.choices = [
            SelectChoice("", lazy("All deeds")),
            *(SelectChoice(verb, word) for verb, word in VERBS.items()),
        ]
