"""The program as its owner starts it: commands in processes of their own, stopped as a machine stops them."""

import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

HOME = Path(__file__).parent.parent
SECONDS = 60  # so long may anything take on a busy machine


def surroundings(**settings: object) -> dict[str, str]:
    """Nothing of this machine's environment but the path, and ``settings``."""
    return {"PATH": os.environ["PATH"], **{name: str(value) for name, value in settings.items()}}


@contextmanager
def started(*words: str, **settings: object) -> Iterator[subprocess.Popen]:
    """Run Python with ``words`` and stop it at the end; the test may have done so already."""
    process = subprocess.Popen(
        [sys.executable, *words],
        cwd=HOME,
        env=surroundings(**settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


def finished(*words: str, **settings: object) -> subprocess.CompletedProcess:
    """Run Python with ``words`` to its end."""
    command, env = [sys.executable, *words], surroundings(**settings)
    return subprocess.run(command, cwd=HOME, env=env, capture_output=True, check=False, text=True)


def stop(process: subprocess.Popen) -> tuple[int, str]:
    """Ask the process to end; give its exit code and what it wrote as errors."""
    process.send_signal(signal.SIGTERM)
    _said, errors = process.communicate(timeout=SECONDS)
    return process.returncode, errors


def wait_until(true: Callable[[], object], process: subprocess.Popen | None = None) -> None:
    """Wait for what ``process`` is to do; it must not end meanwhile, nor may it take for ever."""
    for _ in range(SECONDS * 20):
        if true():
            return
        if process and process.poll() is not None:
            raise AssertionError(f"the process ended: {process.stderr.read()}")
        Event().wait(0.05)
    raise AssertionError("it took for ever")


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]
