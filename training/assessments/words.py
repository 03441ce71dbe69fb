"""What the tests of a class are called."""

from collections.abc import Mapping

from training.assessments.models import AssessmentKind
from training.i18n import Text, lazy

KINDS: Mapping[AssessmentKind, Text] = {
    AssessmentKind.PRE_TEST: lazy("Pre-test"),
    AssessmentKind.POST_TEST: lazy("Post-test"),
    AssessmentKind.PRACTICAL: lazy("Practical"),
}
