"""Practice: sample accounts behind an unguessable address, where no money moves."""
