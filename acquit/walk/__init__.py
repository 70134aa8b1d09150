"""The walk: does in a real browser what a built page tells its readers to do."""
