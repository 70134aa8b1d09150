"""What customers see: a package each."""
