"""The rules of attendance, in the words in which they are refused."""

from training.errors import RuleViolation
from training.i18n import lazy


class NotYetTaught(RuleViolation):
    message = lazy("Attendance can be marked from %(day)s on, the day of the session.")


class NotInProgress(RuleViolation):
    message = lazy("Attendance is marked only in a published class whose outcomes are not decided yet.")


class SessionCancelled(RuleViolation):
    message = lazy("This session was cancelled.")


class SessionSealed(RuleViolation):
    message = lazy("This session is sealed; only a coordinator can correct a mark, with a reason.")


class SessionNotSealed(RuleViolation):
    message = lazy("This session is not sealed yet; simply mark attendance again.")


class NotSeated(RuleViolation):
    message = lazy("%(name)s has no seat in this class.")


class NotAllMarked(RuleViolation):
    message = lazy("%(count)s officials are not marked yet.")


class MarkReplaced(RuleViolation):
    message = lazy("Somebody has corrected this mark already; please look again.")
