"""Lists damaged at random: whatever is wrong with a file, reading gives an answer."""

import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.identification.reading.making import read_bytes, zip_bytes
from tests.identification.reading.test_files import CORPUS
from training.identification.reading.model import FileStatus

LISTS = ("FMIS_users_MCS_v1.xlsx", "FMIS_users_MPTC.xls", "IT_foundation_PDEF-03.ods", "FMIS_users_MIH.csv",
         "IT_foundation_PDEF-10.xls", "IT_foundation_PDEF-12.csv")  # fmt: skip
ROUNDS = 500


def changed(draw: random.Random, data: bytes) -> bytes:
    spoilt = bytearray(data)
    for _ in range(draw.choice((1, 3, 10, 40))):
        place = draw.randrange(len(spoilt))
        change: Callable[[bytearray, int], None] = draw.choice((_replace, _cut, _insert))
        change(spoilt, place)
        if len(spoilt) < 50:
            break
    return bytes(spoilt)


def _replace(data: bytearray, place: int) -> None:
    data[place] ^= 0x5A


def _cut(data: bytearray, place: int) -> None:
    del data[place : place + 37]


def _insert(data: bytearray, place: int) -> None:
    data[place:place] = b"\x00\xff<&9"


def with_a_part_changed(draw: random.Random, path: Path) -> bytes:
    with zipfile.ZipFile(path) as archive:
        parts: dict[str, str | bytes] = {name: archive.read(name) for name in archive.namelist()}
    name = draw.choice([name for name, content in parts.items() if len(content) > 50])
    return zip_bytes(parts | {name: changed(draw, bytes(parts[name]))})


@pytest.mark.long
@pytest.mark.parametrize("seed", range(3))
@pytest.mark.filterwarnings("ignore")
def test_lists_damaged_at_random_are_read_or_refused(seed):
    draw = random.Random(seed)
    for _ in range(ROUNDS):
        path = CORPUS / draw.choice(LISTS)
        inside = zipfile.is_zipfile(path) and draw.random() < 0.7
        data = with_a_part_changed(draw, path) if inside else changed(draw, path.read_bytes())

        assert isinstance(read_bytes(data).status, FileStatus)


def test_a_list_cut_off_anywhere_is_read_or_refused():
    data = (CORPUS / LISTS[1]).read_bytes()

    assert {read_bytes(data[:length]).status for length in range(9, len(data), 4001)} == {
        FileStatus.UNREADABLE
    }
