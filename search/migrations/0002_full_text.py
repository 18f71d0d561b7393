"""The full-text index over the column `tokens`, kept up to date by the database itself."""

from django.db import migrations

SQLITE = [
    # Terms come as they are to be kept: nothing is folded, cut or stemmed here.
    """CREATE VIRTUAL TABLE search_full_text USING fts5(
         tokens, content='search_entry', content_rowid='id',
         tokenize='unicode61 remove_diacritics 0')""",
    "CREATE VIRTUAL TABLE search_vocabulary USING fts5vocab('search_full_text', 'row')",
    """CREATE TRIGGER search_entry_added AFTER INSERT ON search_entry BEGIN
         INSERT INTO search_full_text(rowid, tokens) VALUES (new.id, new.tokens);
       END""",
    """CREATE TRIGGER search_entry_removed AFTER DELETE ON search_entry BEGIN
         INSERT INTO search_full_text(search_full_text, rowid, tokens)
         VALUES ('delete', old.id, old.tokens);
       END""",
    """CREATE TRIGGER search_entry_changed AFTER UPDATE OF tokens ON search_entry BEGIN
         INSERT INTO search_full_text(search_full_text, rowid, tokens)
         VALUES ('delete', old.id, old.tokens);
         INSERT INTO search_full_text(rowid, tokens) VALUES (new.id, new.tokens);
       END""",
]
SQLITE_BACK = [
    "DROP TRIGGER search_entry_added",
    "DROP TRIGGER search_entry_removed",
    "DROP TRIGGER search_entry_changed",
    "DROP TABLE search_vocabulary",
    "DROP TABLE search_full_text",
]
POSTGRESQL = [
    """ALTER TABLE search_entry ADD COLUMN full_text tsvector
         GENERATED ALWAYS AS (tokens::tsvector) STORED""",
    "CREATE INDEX search_entry_full_text ON search_entry USING gin (full_text)",
]
POSTGRESQL_BACK = ["ALTER TABLE search_entry DROP COLUMN full_text"]


def add(apps, schema_editor):
    """Make the index in the way of this database."""
    for statement in POSTGRESQL if schema_editor.connection.vendor == "postgresql" else SQLITE:
        schema_editor.execute(statement)


def remove(apps, schema_editor):
    """Take it away again."""
    postgresql = schema_editor.connection.vendor == "postgresql"
    for statement in POSTGRESQL_BACK if postgresql else SQLITE_BACK:
        schema_editor.execute(statement)


class Migration(migrations.Migration):
    """Both databases hold the same terms."""

    dependencies = [("search", "0001_initial")]

    operations = [migrations.RunPython(add, remove)]
