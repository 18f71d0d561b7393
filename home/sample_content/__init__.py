"""The initial content: reads `home/content/*.yaml` and makes records, pages, translations, groups.

Read in this order: `entries` (what a content file says, publishing rules included), `content`
(all files), `records` and `kinds` (what becomes of an entry), `load` (the steps).
"""
