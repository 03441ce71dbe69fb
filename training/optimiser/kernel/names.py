"""Places of the whole numbers in ``state.g``, and the bits of ``state.kfix``."""

SLOTS = 0
COURSES = 1
ROOMS = 2
TRAINERS = 3
CENTRES = 4
PROVINCES = 5
OFFICIALS = 6
NEEDS = 7
CLASSES = 8  # room for so many classes
SEATS = 9  # the most people in one class
COST = 10  # J, broken promises included
RANDOM = 11
JOURNAL = 12
KEEP = 13  # 1 while the journal is written
FROZEN = 14
W_COMPLETION = 15
W_LAST = 16
W_TIME = 17
W_ROOM = 18
W_TRAINER = 19
W_BROKEN = 20
LAST = 21
VALUE = 22  # what one more seat is worth when a class is opened
GAPS = 23
NOISE = 24
ANCHOR_CENTRE = 25  # around which rooms are tried first
ANCHOR_START = 26
BEST_START = 27
BEST_ROOM = 28
BEST_TRAINER = 29
BEST_VALUE = 30
ALIVE = 31
LATE = 32  # price of one half-day later, per seat, when a class is opened
ACCEPTED = 33
JOURNAL_MAX = 34
THOROUGH = 35  # 1: every start and every room is looked at
REPAIR = 36  # 1: only what stands in the way of a waiting need is taken away
REACH = 39  # price of the longest way to a class that is looked at first, in cents
SMALL = 37  # small moves after each ruin and recreate
LEVELS = 38  # 8: who has least to learn is seated first
SIZE = 40

OP_SEAT = 1
OP_UNSEAT = 2
OP_OPEN = 3
OP_CLOSE = 4
OP_TRAINER = 5

FIX_BEGUN = 1
FIX_TIME = 2
FIX_ROOM = 4
FIX_TRAINER = 8
FIX_OFFICIALS = 16
FIX_STANDS = 32

DEAR = 1000000  # what a seat is worth, in cents, when everybody else is seated
