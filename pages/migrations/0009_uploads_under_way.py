import shutil
from pathlib import Path

from django.conf import settings
from django.db import migrations

FOLDERS = ("wagtail_uploads", "avatar_images")


def move(source, target):
    """Moves what was uploaded so far; a file that is there already stays."""
    for folder in FOLDERS:
        for path in sorted((Path(source) / folder).rglob("*")):
            moved = Path(target) / path.relative_to(source)
            if path.is_file() and not moved.exists():
                moved.parent.mkdir(parents=True, exist_ok=True)
                shutil.move(path, moved)


def out_of_the_served_folder(apps, schema_editor):
    move(settings.MEDIA_ROOT, settings.PRIVATE_MEDIA_ROOT)


def back(apps, schema_editor):
    move(settings.PRIVATE_MEDIA_ROOT, settings.MEDIA_ROOT)


class Migration(migrations.Migration):

    dependencies = [
        ("pages", "0008_ways_to_apply"),
    ]

    operations = [
        migrations.RunPython(out_of_the_served_folder, back),
    ]
