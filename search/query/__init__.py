"""From what a visitor types to rows in their order."""
