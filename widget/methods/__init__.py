"""Payment methods: which serve, how they are given and validated, and the screen for them.

The screen is `methods.views`: other packages need the rest without it.
"""
