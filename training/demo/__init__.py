"""The living case, built with the verbs of the program."""
