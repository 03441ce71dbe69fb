"""Every failure a person may meet. Each message is one sentence, written for that person."""

from typing import ClassVar

from training.i18n import Text, lazy
from training.words import Word


class TrainingError(Exception):
    """A refusal with a sentence; ``facts`` fill the sentence and go along in problem JSON.

    A fact that has another name for programs than for people is a ``Word``.
    """

    status: ClassVar[int] = 400
    message: ClassVar[Text] = lazy("This request cannot be carried out.")

    def __init__(self, **facts: object) -> None:
        super().__init__()
        self.facts = facts

    def __str__(self) -> str:
        return str(self.message) % self.facts

    @property
    def machine_facts(self) -> dict[str, str]:
        """The facts as programs know them, whatever the reader's language."""
        return {
            name: fact.machine if isinstance(fact, Word) else str(fact) for name, fact in self.facts.items()
        }

    @property
    def code(self) -> str:
        return type(self).__name__


class SettingError(TrainingError):
    status = 500
    message = lazy("The setting %(setting)s cannot be used: %(hint)s.")


class DatabaseSilent(TrainingError):
    status = 503
    message = lazy("The database does not answer: %(reason)s")


class NotFound(TrainingError):
    status = 404
    message = lazy("There is no such page or record, or it is not in your units.")


class NotAllowed(TrainingError):
    status = 403
    message = lazy("Your role does not allow this.")


class SignInNeeded(TrainingError):
    status = 401
    message = lazy("Please sign in first.")


class InvalidInput(TrainingError):
    status = 422
    message = lazy("Some of what was sent cannot be read.")


class TooMany(TrainingError):
    status = 429
    message = lazy("Too many tries. Please wait %(minutes)s min and try again.")


class RuleViolation(TrainingError):
    """A rule of the programme forbids it; each subclass is one rule, and the rule book lists them."""

    status = 409
    message = lazy("A rule of the programme forbids this.")
