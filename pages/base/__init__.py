"""What every page stands on: facts read through, prose per language, the honest fallback."""
