"""Many at the same instant: every thread waits for the last one, then all begin."""

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from flask import Flask


def together(app: Flask, do: Callable[[int], object], *, count: int) -> Counter[object]:
    """Call ``do(number)`` in ``count`` threads at once, each in its own context; count what came of it."""
    barrier = Barrier(count)

    def one(number: int) -> object:
        barrier.wait()
        with app.app_context():
            return do(number)

    with ThreadPoolExecutor(count) as threads:
        return Counter(threads.map(one, range(count)))
