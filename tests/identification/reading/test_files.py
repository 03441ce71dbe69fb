"""What a file is by its content, and what is refused before anything is unpacked."""

import io
import zipfile
from pathlib import Path

import pytest

from tests.identification.reading.making import (
    CHAN,
    HEADINGS,
    SOK,
    csv_bytes,
    ods_bytes,
    read_bytes,
    with_part,
    xlsx_bytes,
    zip_bytes,
)
from training.identification.reading import files
from training.identification.reading.model import FileStatus, Refusal

CORPUS = Path(__file__).parents[1] / "corpus"
ROWS = [HEADINGS, SOK, CHAN]
XLSX = xlsx_bytes(ROWS)
XLS = (CORPUS / "FMIS_users_MPTC.xls").read_bytes()
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def refusal(data: bytes) -> Refusal | None:
    return read_bytes(data).refusal


def compound(*names: str) -> bytes:
    """A compound file whose directory has the given entries, and nothing else."""
    header = bytearray(512)
    header[:8] = OLE
    header[24:34] = bytes([0x3E, 0, 3, 0, 0xFE, 0xFF, 9, 0, 6, 0])
    header[44:52] = (1).to_bytes(4, "little") + (0).to_bytes(4, "little")
    header[68:76] = (0xFFFFFFFE).to_bytes(4, "little") + bytes(4)
    header[76:512] = (1).to_bytes(4, "little") + b"\xff" * 432
    directory = b"".join(_entry(name) for name in names).ljust(512, b"\x00")
    table = (0xFFFFFFFE).to_bytes(4, "little") + (0xFFFFFFFD).to_bytes(4, "little") + b"\xff" * 504
    return bytes(header) + directory + table


def _entry(name: str) -> bytes:
    text = name.encode("utf-16-le")
    entry = bytearray(128)
    entry[: len(text)] = text
    entry[64:66] = (len(text) + 2).to_bytes(2, "little")
    entry[66] = 2
    entry[116:120] = (0xFFFFFFFE).to_bytes(4, "little")
    return bytes(entry)


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"", Refusal.EMPTY),
        (b" \r\n\r\n", Refusal.EMPTY),
        (XLSX[: len(XLSX) // 2], Refusal.DAMAGED),
        (XLS[:3000], Refusal.DAMAGED),
        (XLS[:8], Refusal.DAMAGED),
        ("ល.រ,ឈ្មោះ".encode()[:-1] + b"\xff\xfe", Refusal.NOT_UNICODE),
        ("Nom,Prénom\n".encode("cp1252"), Refusal.NOT_UNICODE),
        (b"\xff\xfea", Refusal.NOT_UNICODE),
        (compound("EncryptionInfo", "EncryptedPackage"), Refusal.ENCRYPTED),
        (compound("WordDocument"), Refusal.WORD),
        (compound("Workbook", "_VBA_PROJECT_CUR"), Refusal.MACROS),
        (compound("Contents"), Refusal.OTHER),
        (b"<html><body><table><tr><td>1</td></tr></table></body></html>", Refusal.HTML),
        (b"\xef\xbb\xbf\n<!DOCTYPE html>\n<html></html>", Refusal.HTML),
        ("<table><tr><td>ឈ្មោះ</td></tr></table>".encode(), Refusal.HTML),
        (b"<?xml version='1.0'?><Workbook xmlns='urn:x'/>", Refusal.XML),
        (b"%PDF-1.7\n%\xe2\xe3", Refusal.PDF),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), Refusal.OTHER),
        (b"\xff\xd8\xff\xe0" + bytes(50), Refusal.OTHER),
        (b"{\\rtf1\\ansi list}", Refusal.OTHER),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", Refusal.OTHER),
        (b"abc\x00\x01\x02\x03def", Refusal.OTHER),
        (zip_bytes({"readme.txt": "list"}), Refusal.OTHER),
        (zip_bytes({"[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"}), Refusal.WORD),
        (zip_bytes({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": b"\x00"}), Refusal.OTHER),
        (with_part(XLSX, "xl/vbaProject.bin", b"macro"), Refusal.MACROS),
        (b"Dear colleagues,\nplease find the list attached.\n", Refusal.NO_HEADING),
    ],
)  # fmt: skip
def test_each_foreign_or_broken_file_is_refused_for_its_own_reason(data, wanted):
    assert refusal(data) is wanted


@pytest.mark.parametrize(
    ("refused", "status"),
    [
        (Refusal.DAMAGED, FileStatus.UNREADABLE),
        (Refusal.NOT_UNICODE, FileStatus.UNREADABLE),
        (Refusal.ENCRYPTED, FileStatus.ENCRYPTED),
        (Refusal.HTML, FileStatus.UNSUPPORTED),
        (Refusal.PDF, FileStatus.UNSUPPORTED),
        (Refusal.NO_HEADING, FileStatus.NO_HEADING),
        (Refusal.READER_DIED, FileStatus.UNREADABLE),
    ],
)
def test_a_refusal_has_a_status(refused, status):
    assert refused.status is status


def test_an_encrypted_xls_is_told_by_its_records():
    stream = XLS.index(bytes([9, 8, 16, 0]))  # the first record of the workbook
    after = stream + 4 + 16
    locked = XLS[:after] + bytes([0x2F, 0, 4, 0, 1, 0, 1, 0]) + XLS[after + 8 :]

    assert refusal(locked) is Refusal.ENCRYPTED


def test_an_encrypted_ods_is_told_by_its_manifest():
    assert (
        refusal(with_part(ods_bytes(ROWS), "META-INF/manifest.xml", "<encryption-data/>"))
        is Refusal.ENCRYPTED
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_text_is_read_in_every_encoding_with_every_delimiter(encoding, delimiter):
    mark = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    reading = read_bytes(mark + csv_bytes(ROWS, delimiter=delimiter, encoding=encoding))

    assert [official.person.khmer_name for official in reading.officials] == ["សុខ សុភា", "ចាន់ ធីតា"]
    assert [official.rows[0] for official in reading.officials] == [("", 2), ("", 3)]


def test_records_of_text_files_are_counted_and_line_breaks_inside_quotes_are_not():
    rows = [["ចំណងជើង\nពីរជួរ"], [], [h + "\nX" for h in HEADINGS], SOK, [], CHAN]

    assert [official.rows[0].row for official in read_bytes(csv_bytes(rows)).officials] == [4, 6]


def test_a_file_over_40_megabytes_is_not_looked_at():
    assert refusal(b"a" * (files.BIGGEST_FILE + 1)) is Refusal.TOO_BIG


def test_a_bomb_is_refused_by_the_directory_of_its_archive():
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"a" * (20 * 1024 * 1024))

    assert refusal(file.getvalue()) is Refusal.PACKED_TOO_TIGHT


def test_a_file_that_unpacks_to_more_than_300_megabytes_is_refused():
    claimed = _claiming(XLSX, size=files.BIGGEST_UNPACKED + 1)

    assert refusal(claimed) is Refusal.UNPACKS_TOO_BIG


def _claiming(archive: bytes, *, size: int) -> bytes:
    """The archive with the first entry of its directory claiming to unpack to ``size`` bytes."""
    entry = archive.index(b"PK\x01\x02")
    return archive[: entry + 24] + size.to_bytes(4, "little") + archive[entry + 28 :]


def test_a_file_of_more_than_200_parts_is_refused():
    assert refusal(zip_bytes({f"xl/media/{n}.png": "" for n in range(201)})) is Refusal.TOO_MANY_PARTS


@pytest.mark.parametrize("part", ["xl/sharedStrings.xml", "xl/workbook.xml", "docProps/core.xml"])
def test_a_document_type_is_refused_in_any_part(part):
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'

    assert refusal(with_part(XLSX, part, bomb)) is Refusal.DOCTYPE
    assert refusal(with_part(XLSX, part, bomb.encode("utf-16"))) is Refusal.DOCTYPE


def test_a_document_type_is_refused_in_an_ods():
    assert refusal(with_part(ods_bytes(ROWS), "content.xml", "<!DOCTYPE x><x/>")) is Refusal.DOCTYPE


def test_cells_too_far_out_are_refused_before_memory_is_taken():
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    with zipfile.ZipFile(io.BytesIO(XLSX)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode().replace("</sheetData>", far)

    assert refusal(with_part(XLSX, "xl/worksheets/sheet1.xml", sheet)) is Refusal.TOO_WIDE


@pytest.mark.parametrize("name", ["list.csv", "list.xlsx"])
def test_an_xlsx_is_read_by_its_content_whatever_it_is_called(name, tmp_path):
    (tmp_path / name).write_bytes(XLSX)

    assert len(read_bytes((tmp_path / name).read_bytes()).officials) == 2
