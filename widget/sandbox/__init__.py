"""Practice without money: sample accounts, and a bank that plays the gateway."""
