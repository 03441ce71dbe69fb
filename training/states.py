"""The life of a record: which state may follow which."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from enum import StrEnum
from typing import ClassVar

from training.errors import RuleViolation
from training.i18n import lazy
from training.words import Word, state_word


class ForbiddenMove(RuleViolation):
    message = lazy("This is “%(now)s”, so it cannot become “%(wanted)s”.")


class HasLife:
    """Mix into a model with a ``state`` column. A state without arrows is final.

    ``LIFE`` names the words of its states in the table of words.
    """

    LIFE: ClassVar[str]
    MOVES: ClassVar[Mapping[StrEnum, AbstractSet[StrEnum]]]
    state: StrEnum

    def may_move_to(self, wanted: StrEnum) -> bool:
        return wanted in self.MOVES.get(self.state, frozenset())

    def move_to(self, wanted: StrEnum) -> None:
        """Change the state.

        Raises:
            ForbiddenMove: no arrow leads there.
        """
        if not self.may_move_to(wanted):
            raise ForbiddenMove(now=self._named(self.state), wanted=self._named(wanted))
        self.state = wanted

    def _named(self, state: StrEnum) -> Word:
        return Word(state.value, state_word(state, self.LIFE))
