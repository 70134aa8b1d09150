"""The database: connections, tables, whose rows are read, and work that waits."""
