"""Compound files (OLE2): whether one is a plain .xls workbook, or something protected or foreign."""

import struct
from collections.abc import Iterator

from training.identification.reading.model import Refusal, Refused

_FREE = 0xFFFFFFFA  # sector numbers from here on are no sectors
_FILEPASS = 0x002F
_MOST_SECTORS = 200_000
_ENTRY = 128  # bytes


def refuse_unless_plain_workbook(data: bytes) -> None:
    """Raise ``Refused`` for passwords, macros, other documents, and damage."""
    try:
        streams = dict(_entries(data))
    except (struct.error, IndexError, ValueError) as error:
        raise Refused(Refusal.DAMAGED) from error
    if {"encryptedpackage", "encryptioninfo"} & set(streams):
        raise Refused(Refusal.ENCRYPTED)
    workbook = streams.get("workbook", streams.get("book"))
    if workbook is None:
        raise Refused(Refusal.WORD if "worddocument" in streams else Refusal.OTHER)
    if {"_vba_project_cur", "_vba_project", "macros"} & set(streams):
        raise Refused(Refusal.MACROS)
    if _has_password(workbook):
        raise Refused(Refusal.ENCRYPTED)


def _entries(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Names of the directory in lower case, with the first sector of what they hold."""
    size = 1 << struct.unpack_from("<H", data, 30)[0]
    if size not in {512, 4096}:
        raise ValueError
    table = _table(data, size)
    for sector in _chain(table, struct.unpack_from("<I", data, 48)[0]):
        block = _sector(data, sector, size)
        for start in range(0, size, _ENTRY):
            entry = block[start : start + _ENTRY]
            length = struct.unpack_from("<H", entry, 64)[0]
            if entry[66] and 2 <= length <= 64:
                name = entry[: length - 2].decode("utf-16-le", "replace").lower()
                first = struct.unpack_from("<I", entry, 116)[0]
                small = entry[66] == 2 and struct.unpack_from("<I", entry, 120)[0] < 4096
                yield name, b"" if small or first >= _FREE else _sector(data, first, size)


def _table(data: bytes, size: int) -> list[int]:
    """The allocation table: for each sector the next one."""
    heads = list(struct.unpack_from("<109I", data, 76))
    more, left = struct.unpack_from("<2I", data, 68)
    for _ in range(min(left, _MOST_SECTORS)):
        if more >= _FREE:
            break
        block = struct.unpack(f"<{size // 4}I", _sector(data, more, size))
        heads += block[:-1]
        more = block[-1]
    table: list[int] = []
    for sector in heads:
        if sector < _FREE:
            table += struct.unpack(f"<{size // 4}I", _sector(data, sector, size))
    return table


def _chain(table: list[int], first: int) -> Iterator[int]:
    sector = first
    for _ in range(_MOST_SECTORS):
        if sector >= _FREE:
            return
        yield sector
        sector = table[sector]
    raise ValueError


def _sector(data: bytes, number: int, size: int) -> bytes:
    start = (number + 1) * size
    block = data[start : start + size]
    if len(block) < size:
        raise ValueError
    return block


def _has_password(beginning: bytes) -> bool:
    """Whether one of the first records of a workbook says that the rest is encrypted."""
    place = 0
    while place + 4 <= len(beginning):
        record, length = struct.unpack_from("<2H", beginning, place)
        if record == _FILEPASS:
            return True
        place += 4 + length
    return False
