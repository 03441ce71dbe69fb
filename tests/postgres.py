"""A PostgreSQL cluster of our own, for the tests: started from Debian's binaries, thrown away at the end."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

SPEED = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300")


@contextmanager
def cluster() -> Iterator[str]:
    """Give the address of an empty database on a cluster that listens on a socket only."""
    if given := os.environ.get("TEST_DATABASE_URL"):
        yield given
        return
    folder = tempfile.mkdtemp(prefix="pg-")
    server = _start(folder)
    try:
        yield f"postgresql:///postgres?host={folder}&user=postgres"
    finally:
        server.send_signal(2)
        server.wait(20)
        shutil.rmtree(folder, ignore_errors=True)


def _start(folder: str) -> subprocess.Popen:
    binaries = max(Path("/usr/lib/postgresql").glob("*/bin"))
    common: dict = {"env": {"PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}, "cwd": "/"}
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        postgres = pwd.getpwnam("postgres")
        os.chown(folder, postgres.pw_uid, postgres.pw_gid)
        common |= {"user": postgres.pw_uid, "group": postgres.pw_gid, "extra_groups": []}
    make = [
        binaries / "initdb",
        "-D",
        f"{folder}/data",
        "-U",
        "postgres",
        "-A",
        "trust",
        "-E",
        "UTF8",
        "--locale=C.UTF-8",
        "-N",
    ]
    subprocess.run(make, check=True, stdout=subprocess.DEVNULL, **common)
    options = [part for setting in SPEED for part in ("-c", setting)]
    serve = [binaries / "postgres", "-D", f"{folder}/data", "-k", folder, "-h", "", *options]
    server = subprocess.Popen(serve, stderr=subprocess.DEVNULL, **common)
    for _ in range(200):
        try:
            psycopg.connect(f"host={folder} user=postgres dbname=postgres").close()
            break
        except psycopg.OperationalError:
            time.sleep(0.05)
    return server
