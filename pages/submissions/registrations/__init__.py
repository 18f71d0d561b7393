"""Registration for events: places, quotas, the waiting list, and the registrant's own page."""
