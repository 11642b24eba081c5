"""Ledger -> answers: everything X said, what was said about Y, who is in it, how much of what.

Each is a function of an open ledger that gives frozen values; ``cli`` and, later, pages show them.
"""
