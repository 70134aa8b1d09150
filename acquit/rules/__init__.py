"""Rules of language: what can be told of a translation beside its source, without a browser."""
