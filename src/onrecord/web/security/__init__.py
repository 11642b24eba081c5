"""Who may do what: accounts, sessions, cross-site requests, headers, limits, the audit log."""
