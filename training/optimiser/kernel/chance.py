"""Chance: one stream of numbers per search."""

from training.optimiser.kernel.names import ALIVE, FIX_LOCKED, RANDOM
from training.optimiser.state import State


def random_below(s: State, n: int) -> int:
    x = s.g[RANDOM]
    x = x ^ ((x << 13) & 4294967295)
    x = x ^ (x >> 17)
    x = x ^ ((x << 5) & 4294967295)
    s.g[RANDOM] = x
    return (x >> 3) % n


def pick(s: State) -> int:
    """A class by chance, one that may change if one is met soon."""
    c = s.alive[random_below(s, s.g[ALIVE])]
    for _ in range(6):
        if s.kfix[c] & FIX_LOCKED:
            c = s.alive[random_below(s, s.g[ALIVE])]
    return c
