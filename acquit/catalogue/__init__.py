"""Message catalogues: reading, extracting and merging gettext files."""
