"""The help site: the MkDocs plugin, one build per language, servers for trying it."""
