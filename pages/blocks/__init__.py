"""The blocks of running text that every page may use.

A block has a Japanese label and description, a preview and a template of its own name under
`templates/blocks/`. Texts in them are prose: they are translated page by page.
"""

from pages.blocks.stream import ContentStreamBlock

__all__ = ["ContentStreamBlock"]
