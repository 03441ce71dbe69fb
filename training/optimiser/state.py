"""All numbers of a search as flat arrays, the only thing the kernel sees."""

from array import array
from dataclasses import dataclass, fields

KINDS = {"b": "signed char", "h": "short", "i": "int", "q": "long long"}
# One line per field: its name and how large its whole numbers are (b 8, h 16, i 32, q 64 bits).
LAYOUT = {
    "g": "q",
    "run": "i",
    "corder": "i",
    "cbuild": "i",
    "chd": "i",
    "cmin": "i",
    "cmax": "i",
    "cprice": "q",
    "rcentre": "i",
    "rseats": "i",
    "roff": "i",
    "rlist": "i",
    "rok": "b",
    "toff": "i",
    "tlist": "i",
    "tmax": "q",
    "ttrip": "q",
    "otrip": "q",
    "nearest": "i",
    "gap": "i",
    "ounit": "i",
    "oprov": "i",
    "noff": "i",
    "ndo": "i",
    "ncourse": "i",
    "worth": "q",
    "tail": "i",
    "boff": "i",
    "blist": "i",
    "aoff": "i",
    "alist": "i",
    "pstart": "i",
    "proom": "i",
    "pcentre": "i",
    "ptrainer": "i",
    "pdouble": "b",
    "ulim": "i",
    "logs": "q",
    "rbusy": "b",
    "tbusy": "b",
    "tclass": "i",
    "obusy": "b",
    "away": "i",
    "tload": "q",
    "kcourse": "i",
    "kroom": "i",
    "ktrainer": "i",
    "kstart": "i",
    "kn": "i",
    "kmin": "i",
    "kfix": "i",
    "kmem": "i",
    "kindex": "i",
    "kalive": "i",
    "alive": "i",
    "clist": "i",
    "ccount": "i",
    "nseat": "i",
    "npos": "i",
    "ofin": "i",
    "ends": "i",
    "woff": "i",
    "wcount": "i",
    "wlist": "i",
    "windex": "i",
    "dirty": "b",
    "ready": "i",
    "scratch": "i",
    "rank": "i",
    "gift": "i",
    "journal": "i",
    "worse": "q",
}


@dataclass
class State:
    """Working memory of one search; see ``LAYOUT`` and ``training.optimiser.encode``."""

    g: array
    run: array
    corder: array
    cbuild: array
    chd: array
    cmin: array
    cmax: array
    cprice: array
    rcentre: array
    rseats: array
    roff: array
    rlist: array
    rok: array
    toff: array
    tlist: array
    tmax: array
    ttrip: array
    otrip: array
    nearest: array
    gap: array
    ounit: array
    oprov: array
    noff: array
    ndo: array
    ncourse: array
    worth: array
    tail: array
    boff: array
    blist: array
    aoff: array
    alist: array
    pstart: array
    proom: array
    pcentre: array
    ptrainer: array
    pdouble: array
    ulim: array
    logs: array
    rbusy: array
    tbusy: array
    tclass: array
    obusy: array
    away: array
    tload: array
    kcourse: array
    kroom: array
    ktrainer: array
    kstart: array
    kn: array
    kmin: array
    kfix: array
    kmem: array
    kindex: array
    kalive: array
    alive: array
    clist: array
    ccount: array
    nseat: array
    npos: array
    ofin: array
    ends: array
    woff: array
    wcount: array
    wlist: array
    windex: array
    dirty: array
    ready: array
    scratch: array
    rank: array
    gift: array
    journal: array
    worse: array


# What a search changes, and so what a snapshot must keep.
MOVING = (
    *(
        "g",
        "rbusy",
        "tbusy",
        "tclass",
        "obusy",
        "away",
        "tload",
        "kcourse",
        "kroom",
        "ktrainer",
        "kstart",
        "kn",
        "kmin",
        "kfix",
    ),
    *(
        "kmem",
        "kindex",
        "kalive",
        "alive",
        "clist",
        "ccount",
        "nseat",
        "npos",
        "ofin",
        "ends",
        "wcount",
        "wlist",
    ),
    *("windex", "dirty"),
)


# What two searches of one problem must not share beside that.
PRIVATE = ("ready", "scratch", "rank", "gift", "journal", "worse", "ulim", "cbuild")


# The largest numbers the kernel is given: larger prices rank no differently; sums stay below 64 bits.
MOST = {"i": 1 << 30, "q": 1 << 36}


def numbers(name: str, values: list[int]) -> array:
    """Return the field as an array that is never empty (C wants an address)."""
    most = MOST.get(LAYOUT[name])
    return array(LAYOUT[name], (values if most is None else [min(v, most) for v in values]) or [0])


assert [field.name for field in fields(State)] == list(LAYOUT)
