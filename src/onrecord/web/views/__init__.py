"""Frozen values that a page and its JSON twin both show, made from answers; no HTTP and no HTML here."""
