"""Entries for a round of the awards: kept as a draft, sent, judged, and a row of the round."""
