"""The sandbox bank: a gateway to practise with, on an origin of its own, with a store of its own.

It takes no card numbers: its card page offers test cards to choose from.
"""
