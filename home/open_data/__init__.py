"""The portal's records as files that anybody may use: one row per item, both languages in it.

Dates are written as 2022-09-26, moments in time with their offset. What is not known is empty; a
number that is not known is `null` in JSON. `state` and `closes` are those of the pages at the
moment of asking: what `data-state` and `data-closes` say there.
"""
