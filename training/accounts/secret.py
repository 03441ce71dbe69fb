"""Passwords, printed codes and the second factor: made, hashed, compared; no database here."""

import re
import secrets
from datetime import datetime
from functools import cache

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from training import khmer

SHORTEST = 10
LONGEST = 200
STEP = 30  # seconds that a code of the second factor lasts
_EASY_TO_READ = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"  # no 0/O, no 1/I
_NOT_CODE = re.compile(r"[^0-9A-Z]")
_hasher = PasswordHasher()


def plain_name(text: str) -> str:
    """A user name or official ID as it is stored, however it was typed (Khmer digits, capitals)."""
    return khmer.ascii_digits(khmer.clean(text)).lower()


def new_code() -> str:
    """A one-time code to print, such as ``K7QM-2XPA-9RTD``: 60 random bits, easy to read."""
    signs = [secrets.choice(_EASY_TO_READ) for _ in range(12)]
    return "-".join("".join(signs[start : start + 4]) for start in (0, 4, 8))


def plain_code(text: str) -> str:
    """A code without its dashes, however it was typed."""
    return _NOT_CODE.sub("", khmer.ascii_digits(text).upper())


def hashed(secret: str) -> str:
    return _hasher.hash(secret)


def fits(secret: str, *, known: str | None) -> bool:
    """Whether ``secret`` made the hash; without one the same work is done, so that time tells nothing."""
    try:
        return _hasher.verify(known or _nobodys_hash(), secret) and known is not None
    except (VerifyMismatchError, InvalidHashError):
        return False


def step_of(code: str, *, secret: str, at: datetime) -> int | None:
    """The 30-second step whose code this is: now, the one before or the next; else ``None``."""
    digits = khmer.ascii_digits(code).replace(" ", "")
    clock, now = pyotp.TOTP(secret), int(at.timestamp()) // STEP
    for step in (now, now - 1, now + 1):
        if secrets.compare_digest(clock.at(step * STEP).encode(), digits.encode()):
            return step
    return None


def new_totp_secret() -> str:
    return pyotp.random_base32()


def totp_address(secret: str, *, name: str, issuer: str) -> str:
    """What the QR code tells the telephone."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=issuer)


@cache
def _nobodys_hash() -> str:
    return _hasher.hash(secrets.token_hex(16))
