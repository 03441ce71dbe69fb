"""Users, roles, sign-in, and the scope that narrows every query of people."""
