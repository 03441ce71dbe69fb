"""What a file is by its content, whatever it is called, and whether it is safe to unpack."""

import re
import zipfile
import zlib
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from training.identification.reading import compound, markup
from training.identification.reading.model import Refusal, Refused

BIGGEST_FILE = 40 * 1024 * 1024  # bytes
BIGGEST_UNPACKED = 300 * 1024 * 1024  # bytes, all parts together
TIGHTEST = 100  # times smaller than unpacked
SMALL_PART = 100 * 1024  # bytes unpacked, below which a part may be packed as tightly as it likes
MOST_PARTS = 200
ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"

# What reading a damaged archive raises: all of them were seen; a RuntimeError for a packing nobody knows.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, LookupError, RuntimeError)
_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_UTF8_MARK, _UTF16_MARKS = b"\xef\xbb\xbf", (b"\xff\xfe", b"\xfe\xff")
_OTHER_BEGINNINGS = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"7z\xbc\xaf", b"Rar!", b"\x1f\x8b", b"BZh9",
                     b"\xfd7zXZ", b"{\\rtf", b"MIME-Version:", b"\x7fELF", b"PK\x05\x06", b"II*\x00",
                     b"MM\x00*", b"SQLite format 3", b"\t\x08", b"\t\x04\x06\x00")  # fmt: skip
_TAG = re.compile(r"<[!?/]?[a-z]", re.IGNORECASE)
_HTML_TAG = re.compile(
    r"<(!doctype\s+html|html|head|body|table|meta|script|style|div|span|p)\b", re.IGNORECASE
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_CONTROL_BYTES = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class FileKind(StrEnum):
    XLSX = "xlsx"
    XLS = "xls"
    ODS = "ods"
    TEXT = "text"


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file that may be read; ``text`` is the decoded content of a text file."""

    kind: FileKind
    text: str = ""


def recognise(data: bytes) -> Recognised:
    """What ``data`` is. Raises ``Refused`` for what is not read, before anything is unpacked."""
    if len(data) > BIGGEST_FILE:
        raise Refused(Refusal.TOO_BIG)
    if not data.strip(b"\x00 \t\r\n"):
        raise Refused(Refusal.EMPTY)
    if data.startswith(_ZIP):
        return Recognised(_packed_kind(data))
    if data.startswith(_OLE):
        compound.refuse_unless_plain_workbook(data)
        return Recognised(FileKind.XLS)
    if b"%PDF-" in data[:1024]:
        raise Refused(Refusal.PDF)
    if data.startswith(_OTHER_BEGINNINGS):
        raise Refused(Refusal.OTHER)
    return Recognised(FileKind.TEXT, _text(data))


def _packed_kind(data: bytes) -> FileKind:
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            _refuse_bombs(archive.infolist(), size=len(data))
            markup.refuse_declarations(archive)
            return _kind_of_archive(archive)
    except DAMAGE as error:
        raise Refused(Refusal.DAMAGED) from error
    except RuntimeError as error:  # a part with a password of the archive itself
        raise Refused(Refusal.ENCRYPTED) from error


def _refuse_bombs(parts: list[zipfile.ZipInfo], *, size: int) -> None:
    """Judge by the directory of the archive alone; what it conceals meets the limits of the child process."""
    if len(parts) > MOST_PARTS:
        raise Refused(Refusal.TOO_MANY_PARTS)
    if sum(part.file_size for part in parts) > BIGGEST_UNPACKED:
        raise Refused(Refusal.UNPACKS_TOO_BIG)
    for part in parts:
        if part.file_size > SMALL_PART and part.file_size > TIGHTEST * min(part.compress_size, size):
            raise Refused(Refusal.PACKED_TOO_TIGHT)


def _kind_of_archive(archive: zipfile.ZipFile) -> FileKind:
    names = {name.lower() for name in archive.namelist()}
    if any(name.endswith(("vbaproject.bin", "vbadata.xml")) or name.startswith("basic/") for name in names):
        raise Refused(Refusal.MACROS)
    if "xl/workbook.xml" in names or (
        "[content_types].xml" in names and any(_is_sheet(name) for name in names)
    ):
        return FileKind.XLSX
    if "mimetype" in names and archive.read("mimetype").strip() == ODS_TYPE:
        if b"encryption-data" in _part(archive, "META-INF/manifest.xml"):
            raise Refused(Refusal.ENCRYPTED)
        return FileKind.ODS
    raise Refused(Refusal.WORD if any(name.startswith("word/") for name in names) else Refusal.OTHER)


def _is_sheet(name: str) -> bool:
    return name.startswith("xl/worksheets/") and name.endswith(".xml")


def _part(archive: zipfile.ZipFile, name: str) -> bytes:
    return archive.read(name) if name in archive.namelist() else b""


def _text(data: bytes) -> str:
    """Decode UTF-8 or UTF-16; refuse markup, binary content and other encodings."""
    text = _decoded(data)
    beginning = text[:2000].lstrip()
    if _TAG.match(beginning):
        raise Refused(Refusal.HTML if _HTML_TAG.search(beginning) else Refusal.XML)
    if _CONTROL.search(text):
        raise Refused(Refusal.OTHER)
    return text


def _decoded(data: bytes) -> str:
    try:
        if data.startswith(_UTF16_MARKS):
            return data.decode("utf-16")
        if data[:200].count(0) > 20:
            return data.decode(
                "utf-16-le" if data[1:200:2].count(0) > data[0:200:2].count(0) else "utf-16-be"
            )
        return data.removeprefix(_UTF8_MARK).decode("utf-8")
    except UnicodeDecodeError as error:
        binary = _CONTROL_BYTES.search(data[:4096]) is not None and not data.startswith(_UTF16_MARKS)
        raise Refused(Refusal.OTHER if binary else Refusal.NOT_UNICODE) from error
