"""Read a file from outside in a child process with limits."""

from datetime import date

from training.identification.reading import child
from training.identification.reading.confined import in_child
from training.identification.reading.files import BIGGEST_FILE
from training.identification.reading.model import ListKind, Reading, Refusal, refused


def read_safely(data: bytes, *, org: str, kind: ListKind, received: date) -> Reading:
    """As ``read.read``, under the limits of ``confined``; a child that dies gives a refused reading."""
    if len(data) > BIGGEST_FILE:
        return refused(Refusal.TOO_BIG)
    answer = in_child(child.__name__, {"data": data, "org": org, "kind": kind, "received": received})
    if isinstance(answer, Reading):
        return answer
    return refused(answer if isinstance(answer, Refusal) else Refusal.READER_DIED)
