"""Reading identification lists: a file's bytes become officials and findings. No database, no Flask.

``read.read`` reads in this process, ``safely.read_safely`` in a child with limits (for files from outside);
``model`` says what comes out, ``sentences`` turns findings into sentences in Khmer and English.
"""
