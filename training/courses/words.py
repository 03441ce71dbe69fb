"""What is called on what ground an official has a course."""

from collections.abc import Mapping

from training.courses.models import Basis
from training.i18n import Text, lazy

BASES: Mapping[Basis, Text] = {
    Basis.ACHIEVEMENT: lazy("achievement"),
    Basis.ATTENDANCE: lazy("attendance only"),
    Basis.EXEMPTION: lazy("exemption"),
    Basis.ELSEWHERE: lazy("proof from elsewhere"),
}
