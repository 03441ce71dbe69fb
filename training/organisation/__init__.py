"""Units, their names through time, spelling aliases, provinces."""
