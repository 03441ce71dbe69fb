"""The optimiser turns needs into a plan of classes; it is pure: no web, no database.

Format, rules and score are those of ``training-plan/1`` (``docs/planner.md``).
"""

FORMAT = "training-plan/1"
