"""The text of PDF files, read at arm's length."""
