"""Requests for membership: their form, the way to a decision, and what follows from it."""
