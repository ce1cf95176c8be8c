"""How things are kept: the database, sealing, blind tokens and migrations."""
