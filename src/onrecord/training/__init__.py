"""Corpora -> model. The only package that knows torch; nothing at run time imports it."""
