"""What is to be written into a list that goes back to its sender."""

from dataclasses import dataclass
from typing import NamedTuple

from training.identification.reading.model import Place


class Note(NamedTuple):
    """What is said of one row: in the status column, and in comments by column letter ("": the status)."""

    place: Place
    status: str
    comments: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """Everything that is written into one list; ``heading`` stands above the status column."""

    heading: str
    heading_rows: tuple[Place, ...]
    notes: tuple[Note, ...]
