"""The index of public pages, documents and recordings."""
