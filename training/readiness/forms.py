"""What is asked of the board, and what a licence needs."""

from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from training.i18n import lazy
from training.organisation.models import UnitKind
from training.web.forms import BaseForm, Filters

KINDS = {
    UnitKind.MINISTRY: lazy("Ministries"),
    UnitKind.GENERAL_DEPARTMENT: lazy("General departments"),
    UnitKind.DEPARTMENT: lazy("Departments"),
    UnitKind.PDEF: lazy("Provincial departments of economy and finance"),
    UnitKind.TREASURY: lazy("Treasuries"),
}


class BoardFilters(Filters):
    kind = SelectField(
        lazy("Kind of unit"),
        choices=[
            SelectChoice("", lazy("all")),
            *(SelectChoice(kind.value, word) for kind, word in KINDS.items()),
        ],
        validators=[Optional()],
    )

    @property
    def wanted(self) -> UnitKind | None:
        return UnitKind(self.kind.data) if self.kind.data else None


class LicenceForm(BaseForm):
    exception = StringField(
        lazy("Reason for an exception"),
        validators=[Length(max=300)],
        description=lazy("Needed only for an official who has not completed the courses of his role."),
    )


class WithdrawalForm(BaseForm):
    reason = StringField(lazy("Reason"), validators=[InputRequired(), Length(max=300)])
