"""Issue, freeze, verify, revoke."""
