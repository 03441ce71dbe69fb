"""The parts of an .xlsx and how they refer to each other."""

import io
import posixpath
import re
import zipfile
from collections.abc import Iterable
from xml.etree import ElementTree as ET

from training.identification.writeback.xml import attribute

TYPES = "[Content_Types].xml"
COMMENTS = "comments"
SHAPES = "vmlDrawing"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_EMPTY_RELATIONS = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_SHAPES_TYPE = "application/vnd.openxmlformats-officedocument.vmlDrawing"
_COMMENTS_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.comments+xml"


class Package:
    """An .xlsx whose parts may be changed; unchanged parts are written as they were."""

    def __init__(self, data: bytes) -> None:
        self._archive = zipfile.ZipFile(io.BytesIO(data))
        self._changed: dict[str, Iterable[bytes]] = {}
        self._names = {name.lower(): name for name in self._archive.namelist()}

    def __contains__(self, part: str) -> bool:
        return part.lower() in self._names or part in self._changed

    def content_of(self, part: str) -> bytes:
        """The bytes of a part. Raises ``KeyError`` when there is none."""
        if part in self._changed:
            self._changed[part] = [b"".join(self._changed[part])]
            return b"".join(self._changed[part])
        return self._archive.read(self._names[part.lower()])

    def text(self, part: str) -> str:
        return self.content_of(part).decode("utf-8-sig")

    def put(self, part: str, content: str) -> None:
        self.put_pieces(part, [content.encode()])

    def put_pieces(self, part: str, pieces: Iterable[bytes]) -> None:
        """Give a part another content, which is asked for only while the package is written."""
        self._changed[self._names.get(part.lower(), part)] = pieces

    def content(self) -> bytes:
        """The whole package, unchanged parts first."""
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as written:
            for item in self._archive.infolist():
                if item.filename not in self._changed:
                    written.writestr(item, self._archive.read(item))
            for part, pieces in self._changed.items():
                with written.open(part, "w") as stream:
                    for piece in pieces:
                        stream.write(piece)
        return file.getvalue()

    def sheets(self) -> dict[str, str]:
        """The part of each sheet, by the sheet's name."""
        targets = self._targets("xl/workbook.xml")
        workbook = ET.fromstring(self.text("xl/workbook.xml"))  # noqa: S314 - declarations were refused before
        found = [sheet for sheet in workbook.iter() if sheet.tag.endswith("}sheet")]
        return {
            sheet.get("name", ""): targets.get(sheet.get(f"{{{_OFFICE}}}id", ""), ("", ""))[1]
            for sheet in found
        }

    def related(self, part: str, kind: str) -> str | None:
        """The part of the given kind that ``part`` refers to, if any."""
        return next((target for name, target in self._targets(part).values() if name == kind), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let ``part`` refer to ``target``; gives the name of the reference."""
        path = _relations_of(part)
        relations = self.text(path) if path in self else _EMPTY_RELATIONS
        relations = re.sub(r"<Relationships([^>]*)/>", r"<Relationships\1></Relationships>", relations)
        name = f"rIdFmis{len(self._targets(part)) + 1}"
        new = f'<Relationship Id="{name}" Type="{_OFFICE}/{kind}" Target="/{attribute(target)}"/>'
        self.put(path, relations.replace("</Relationships>", f"{new}</Relationships>", 1))
        return name

    def declare_comments(self, part: str) -> None:
        """Say what kind of part the comments are, and that shapes may be there."""
        types = self.text(TYPES)
        if 'Extension="vml"' not in types:
            vml = f'<Default Extension="vml" ContentType="{_SHAPES_TYPE}"/>'
            types = re.sub(r"(<Types\b[^>]*>)", rf"\1{vml}", types, count=1)
        override = f'<Override PartName="/{attribute(part)}" ContentType="{_COMMENTS_TYPE}"/>'
        self.put(TYPES, types.replace("</Types>", f"{override}</Types>", 1))

    def _targets(self, part: str) -> dict[str, tuple[str, str]]:
        """References of a part: name, kind and path of the part referred to."""
        path = _relations_of(part)
        if path not in self:
            return {}
        folder = "/" + posixpath.dirname(part)
        relations = ET.fromstring(self.text(path))  # noqa: S314 - declarations were refused before
        return {
            item.get("Id", ""): (
                item.get("Type", "").rpartition("/")[2],
                posixpath.normpath(posixpath.join(folder, item.get("Target", ""))).lstrip("/"),
            )
            for item in relations
        }


def _relations_of(part: str) -> str:
    return f"{posixpath.dirname(part)}/_rels/{posixpath.basename(part)}.rels"
