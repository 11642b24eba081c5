"""The scripts that make and change the tables; ``ledger.migrate`` runs them."""
