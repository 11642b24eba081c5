"""The ledger: what many articles hold, kept, found again and proven."""
