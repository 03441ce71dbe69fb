"""A planning problem as frozen facts, with the names of the format."""

from collections.abc import Mapping
from dataclasses import dataclass

WEIGHTS = {
    "unserved": 100000,
    "over_away": 2000,
    "change_time": 6000,
    "change_room": 600,
    "change_trainer": 200,
    "notice": 10,
    "class_fixed": 6000,
    "class_half_day": 3000,
    "official_km": 8,
    "official_day": 1500,
    "trainer_km": 10,
    "trainer_day": 2500,
    "far_km": 40,
    "completion": 50,
    "last": 2000,
}
PIN_PARTS = ("time", "room", "trainer", "officials")


class InvalidInput(Exception):
    """The text is no problem, or no plan, of this format; ``errors`` names all that is wrong, with places."""

    def __init__(self, errors: list[str]) -> None:
        super().__init__("; ".join(errors[:5]))
        self.errors = errors


@dataclass(frozen=True)
class Course:
    id: str
    half_days: int
    min_size: int
    max_size: int
    prerequisites: tuple[str, ...] = ()
    features: tuple[str, ...] = ()


@dataclass(frozen=True)
class Centre:
    id: str
    province: str


@dataclass(frozen=True)
class Room:
    id: str
    centre: str
    seats: int
    features: tuple[str, ...] = ()
    blocked: tuple[int, ...] = ()


@dataclass(frozen=True)
class Trainer:
    id: str
    province: str
    courses: tuple[str, ...]
    blocked: tuple[int, ...] = ()
    max_half_days: int | None = None


@dataclass(frozen=True)
class Unit:
    id: str
    province: str
    headcount: int
    max_away: int


@dataclass(frozen=True)
class Official:
    id: str
    unit: str
    province: str
    needs: tuple[str, ...]
    held: tuple[str, ...] = ()
    blocked: tuple[int, ...] = ()
    priority: int = 1


@dataclass(frozen=True)
class PlannedClass:
    id: str
    course: str
    room: str
    trainer: str
    start: int
    officials: tuple[str, ...]


@dataclass(frozen=True)
class Pin:
    class_id: str
    fix: tuple[str, ...]


@dataclass(frozen=True)
class Problem:
    sha256: str
    slots: tuple[str, ...]
    breaks_after: tuple[int, ...]
    courses: Mapping[str, Course]
    centres: Mapping[str, Centre]
    rooms: Mapping[str, Room]
    trainers: Mapping[str, Trainer]
    units: Mapping[str, Unit]
    officials: Mapping[str, Official]
    km: Mapping[str, Mapping[str, int]]
    transfer_slots: Mapping[str, Mapping[str, int]]
    weights: Mapping[str, int]
    pins: tuple[Pin, ...]
    published: tuple[PlannedClass, ...] | None
    published_unserved: frozenset[tuple[str, str]] | None
    frozen_before: int
