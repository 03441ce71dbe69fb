"""The inner loop of the search, in a part of Python that is also compiled to C: one source, the same plans.

Only whole numbers, ``array`` fields of one ``state``, ``if``, ``while``, ``for … in range`` and calls of each
other; nothing divided is negative. ``training.optimiser.compiled`` translates this.
"""
