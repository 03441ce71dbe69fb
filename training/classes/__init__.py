"""Classes and sessions; conflicts; versions; calendar feeds."""
