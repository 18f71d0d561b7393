"""The base of every page: facts read through, prose per language, the fallback to Japanese."""
