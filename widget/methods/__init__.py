"""Payment methods: which serve, how they are given and validated, and the screen for them."""
