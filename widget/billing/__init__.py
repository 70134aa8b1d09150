"""What is owed: invoices, usage, the ledger, and which money pays for which invoice."""
