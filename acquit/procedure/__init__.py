"""Procedures: from a Markdown page to its steps, and to the page in a reader's language."""
