"""What a deployment sets, and what it still lacks."""
