"""Moving money: attempts to pay, methods, the month's debit, transfers, and catching up."""
