"""Messages that the secretariat writes to the registrants of an event."""
