"""The sender's own list back: a status for each row, a comment for each finding, everything else untouched.

An .xlsx comes back as the same file, in which nothing but the annotated sheets is touched. Other kinds (.xls,
.ods, text) come back as an .xlsx with the same sheets, every text in its place. ``notes`` says what to write,
``answer`` writes it in this process, ``safely`` in a child with limits.
"""
