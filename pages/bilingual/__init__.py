"""What keeps two languages true: a ledger of reviewed texts, a gate, pairs that move together."""
