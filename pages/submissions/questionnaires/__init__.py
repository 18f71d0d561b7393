"""Questionnaires: what is asked, the form, what was answered, and its counts for the public."""
