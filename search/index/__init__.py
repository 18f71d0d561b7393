"""The index: what can be found, gathered from pages, documents and recordings."""
