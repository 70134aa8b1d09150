"""Payment methods: which of them may be used, how they are added, and their validation."""
