"""Compares words with words: what two occurrences of a statement share, and how they differ.

Values in, values out: nothing here knows of a ledger. Who keeps what is compared is ``ledger.comparing``;
who is asked is ``answers``.
"""
