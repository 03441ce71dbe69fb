"""The child process that writes one answer; see ``safely``."""

from training.identification.reading.limits import serve
from training.identification.writeback.answer import answered

if __name__ == "__main__":
    serve(answered)
