"""The commands: thin, each over one module. Each file is imported when one of its is run."""
