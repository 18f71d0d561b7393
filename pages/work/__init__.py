"""Work that follows from a change: written down with it, done after it, never forgotten."""
