"""The page on which doubtful pairs of a list are decided."""
