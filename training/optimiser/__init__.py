"""The optimiser turns needs into a plan of classes; it is pure: no web, no database, no clock but for its own limit.

Format, rules and score are those of ``training-plan/1`` (``docs/planner.md``).
"""

FORMAT = "training-plan/1"
