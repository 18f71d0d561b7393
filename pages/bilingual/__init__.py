"""Keeps two languages true: a ledger of reviewed texts, publish checks, paired trees."""
