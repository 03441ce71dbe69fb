"""Officials, postings, duplicates and merging."""
