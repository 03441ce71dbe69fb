"""Health and jobs: what the machine is doing."""
