"""The child process that reads one file; see ``safely``."""

from training.identification.reading.limits import serve
from training.identification.reading.read import read

if __name__ == "__main__":
    serve(read)
