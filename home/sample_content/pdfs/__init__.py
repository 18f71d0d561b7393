"""Sample documents: PDFs that restate facts of the initial content and nothing else.

`manage.py print_samples` makes them anew; they are kept in `home/content/files/`, so running the
portal needs no browser.
"""
