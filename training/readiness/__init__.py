"""Licences, chains covered or not, go-live board."""
