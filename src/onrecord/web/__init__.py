"""The reading room: a ledger in the browser, and the same as JSON under ``/api/v1``."""
