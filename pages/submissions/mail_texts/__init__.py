"""The wording of mails: the built-in one, or the secretariat's own, filled in for each reader."""
