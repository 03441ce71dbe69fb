"""What a browser may send: shape only. Messages come from our own catalogues, in both languages."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Self

from flask import request
from flask_babel import get_translations
from flask_wtf import FlaskForm
from wtforms import Field, SelectMultipleField, StringField
from wtforms.widgets import CheckboxInput, ListWidget

from training import i18n
from training.errors import RuleViolation


class _Translations:
    def gettext(self, text: str) -> str:
        return i18n.gettext(text)

    def ngettext(self, singular: str, plural: str, n: int) -> str:
        return get_translations().ungettext(singular, plural, n)  # WTForms fills in its own words


class TickField(SelectMultipleField):
    """Several of a few: one box to tick for each."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()


class BaseForm(FlaskForm):
    """A form protected against forgery; ``sent()`` fills it from the request."""

    class Meta(FlaskForm.Meta):
        def get_translations(self, form: FlaskForm) -> _Translations:  # noqa: ARG002 - WTForms' signature
            return _Translations()

    def process(self, *args: Any, **kwargs: Any) -> None:
        """A text that a browser did not send is an empty text, never None."""
        super().process(*args, **kwargs)
        for field in self:
            if isinstance(field, StringField) and field.data is None:
                field.data = ""

    def accepts(self) -> bool:
        """True when this is a sent form whose shape is right."""
        return request.method == "POST" and self.validate()

    @contextmanager
    def tells_refusals(self) -> Iterator[None]:
        """Show a rule that stands against what is done inside as an error of this form."""
        try:
            yield
        except RuleViolation as refusal:
            self.form_errors.append(str(refusal))

    @property
    def status(self) -> int:
        """The answer's status for the page that shows this form: 422 when it was refused."""
        return 422 if self.errors else 200


class Filters(FlaskForm):
    """A form that lives in the address of a list: read by GET, no token, nonsense is ignored."""

    class Meta(BaseForm.Meta):
        csrf = False

    @classmethod
    def from_address(cls, **given: Any) -> Self:
        form = cls(request.args, **given)
        form.validate()
        for field in form:
            if field.errors:
                _forget(field)
        return form

    @property
    def chosen(self) -> dict[str, Any]:
        """The filters that are set, by name."""
        return {field.name: field.data for field in self if field.data not in (None, "", [])}


def _forget(field: Field) -> None:
    field.data, field.errors, field.raw_data = None, (), []
