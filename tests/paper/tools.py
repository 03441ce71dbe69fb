"""What a reader of a PDF sees and finds, by poppler; tests skip without it, except where it is required."""

import io
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from PIL import Image

REQUIRED = bool(os.environ.get("CI") or os.environ.get("REQUIRE_TOOLS"))
needs_poppler = pytest.mark.skipif(
    not REQUIRED and not shutil.which("pdftotext"), reason="poppler-utils is not installed"
)


def text_of(pdf: bytes, *options: str) -> str:
    return _run("pdftotext", *options, "-", "-", given=pdf).decode()


def facts_of(pdf: bytes) -> dict[str, str]:
    lines = (line.partition(":") for line in _run("pdfinfo", "-", given=pdf).decode().splitlines())
    return {name: value.strip() for name, _colon, value in lines}


def fonts_of(pdf: bytes) -> list[tuple[str, bool]]:
    """Each font with whether it is embedded."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        lines = _run("pdffonts", file.name, given=b"").decode().splitlines()[2:]
    return [
        (line.split()[0].partition("+")[2] or line.split()[0], line.split()[-5] == "yes") for line in lines
    ]


def pictures_of(pdf: bytes, *, resolution: int) -> list[Image.Image]:
    with tempfile.TemporaryDirectory() as folder:
        _run("pdftoppm", "-r", str(resolution), "-gray", "-", f"{folder}/page", given=pdf)
        return [Image.open(io.BytesIO(path.read_bytes())) for path in sorted(Path(folder).iterdir())]


def _run(*command: str, given: bytes) -> bytes:
    return subprocess.run(command, input=given, capture_output=True, check=True).stdout
