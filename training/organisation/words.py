"""What the kinds of units are called."""

from collections.abc import Mapping

from training.i18n import Text, lazy
from training.organisation.models import UnitKind

KINDS: Mapping[UnitKind, Text] = {
    UnitKind.MINISTRY: lazy("Ministry"),
    UnitKind.GENERAL_DEPARTMENT: lazy("General department"),
    UnitKind.DEPARTMENT: lazy("Department"),
    UnitKind.PDEF: lazy("Provincial department of economy and finance"),
    UnitKind.TREASURY: lazy("Treasury"),
}
