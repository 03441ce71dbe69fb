"""Comments of a sheet: their texts, and the shapes in which spreadsheet programs show them."""

import re
from collections.abc import Mapping

from training.identification.reading.markup import column_number
from training.identification.writeback.xml import text

AUTHOR = "FMIS"
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
FIRST_SHAPE = 50_000  # far from the numbers of shapes that are there already
Comments = Mapping[str, str]  # cell reference: text
_REFERENCE = re.compile(r"([A-Z]+)(\d+)")
_THERE = re.compile(r'<comment\b[^>]*?\bref="([A-Z]+\d+)"')
_NO_COMMENTS = f'<comments xmlns="{MAIN}"><authors></authors><commentList></commentList></comments>'
_NO_SHAPES = (
    '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" '
    'xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shapetype id="_x0000_t202" coordsize="21600,21600" '
    'o:spt="202" path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype></xml>'
)
_SHAPE = (
    '<v:shape id="_x0000_s{number}" type="#_x0000_t202" '
    'style="position:absolute;width:220pt;height:70pt;visibility:hidden" '
    'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
    '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
    '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
    '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
    "<x:Anchor>{right}, 15, {above}, 10, {far}, 15, {below}, 4</x:Anchor><x:AutoFill>False</x:AutoFill>"
    "<x:Row>{row}</x:Row><x:Column>{column}</x:Column></x:ClientData></v:shape>"
)


def commented_cells(part: str) -> frozenset[str]:
    """Which cells have a comment in a part that is there already."""
    return frozenset(_THERE.findall(part))


def with_comments(part: str | None, comments: Comments) -> str:
    """The part of the comments, new or with some more; those that are there stay."""
    part = part or _NO_COMMENTS
    part = re.sub(r"<(authors|commentList)\s*/>", r"<\1></\1>", part)
    author = len(re.findall(r"<author\b", part))
    texts = "".join(
        f'<comment ref="{reference}" authorId="{author}"><text><r>'
        f'<t xml:space="preserve">{text(said)}</t></r></text></comment>'
        for reference, said in comments.items()
    )
    part = part.replace("</authors>", f"<author>{AUTHOR}</author></authors>", 1)
    return part.replace("</commentList>", f"{texts}</commentList>", 1)


def with_shapes(part: str | None, comments: Comments) -> str:
    """The part of the shapes, new or with one more for each comment."""
    part = part or _NO_SHAPES
    shapes = "".join(
        _shape(number, reference) for number, reference in enumerate(comments, start=FIRST_SHAPE)
    )
    end = part.rindex("</xml>")
    return part[:end] + shapes + part[end:]


def _shape(number: int, reference: str) -> str:
    match = _REFERENCE.fullmatch(reference)
    assert match is not None, reference
    column, row = column_number(match[1].encode()) - 1, int(match[2]) - 1
    return _SHAPE.format(
        number=number,
        column=column,
        row=row,
        right=column + 1,
        far=column + 5,
        above=max(row - 1, 0),
        below=row + 4,
    )
