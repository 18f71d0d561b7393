"""Forms of visitors: their steps, their safety, the receipt by mail, keeping and erasing."""
