"""The only shared package that sees a request."""
