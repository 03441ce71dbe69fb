"""Slows down guessing at the public page: so many questions an address may ask in a while.

Each process counts for itself, in memory: asking must not write, and a restart may forgive.
"""

from collections import OrderedDict, deque
from datetime import datetime, timedelta

from training.errors import TooMany

MOST_ADDRESSES = 10_000  # remembered at once, so that memory stays small


class Throttle:
    """Lets ``most`` questions through in ``within``, from each address."""

    def __init__(self, *, most: int, within: timedelta) -> None:
        self.most, self.within = most, within
        self._asked: OrderedDict[str, deque[datetime]] = OrderedDict()

    def let_through(self, address: str, *, at: datetime) -> None:
        """Count a question.

        Raises:
            TooMany: the address has asked too often.
        """
        asked = self._asked.setdefault(address, deque())
        self._asked.move_to_end(address)
        while asked and asked[0] <= at - self.within:
            asked.popleft()
        if len(asked) >= self.most:
            raise TooMany(minutes=max(1, round(self.within.total_seconds() / 60)))
        asked.append(at)
        while len(self._asked) > MOST_ADDRESSES:
            self._asked.popitem(last=False)

    def forget(self) -> None:
        self._asked.clear()
