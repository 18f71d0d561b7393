"""Addresses of people in ASCII, and the forms in which records are found by editors."""

import django.core.validators
import django.db.models.deletion
from django.db import migrations, models

from pages.records.addresses import japanese_address
from pages.records.keys import neutral_slug
from pages.records.spelling import forms_of

NAMES = {
    "Municipality": ("name_ja", "name_en"),
    "Organisation": ("name_ja", "name_en", "short_name_ja", "short_name_en"),
    "Person": ("name_ja", "name_en"),
    "Prize": ("name_ja", "name_en"),
    "Venue": ("name_ja", "name_en"),
}


def fill_forms(apps, schema_editor):
    for model, names in NAMES.items():
        records = apps.get_model("pages", model)._base_manager
        for record in records.all():
            kana = getattr(record, "kana", "")
            record.forms = forms_of([getattr(record, name) for name in names], kana)
            record.save(update_fields=["forms"])


def give_addresses(apps, schema_editor):
    """Those whose English name is confirmed keep theirs; the others had their Japanese name."""
    former = apps.get_model("pages", "FormerAddress")._base_manager
    for person in apps.get_model("pages", "Person")._base_manager.all():
        person.slug = person.key if person.name_en else neutral_slug(person)
        person.save(update_fields=["slug"])
        for address in {person.slug, japanese_address(person.name_ja or "")} - {""}:
            former.create(person=person, address=address)


class Migration(migrations.Migration):

    dependencies = [
        ('pages', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='municipality',
            name='former_names',
            field=models.TextField(blank=True, help_text='One a line. The municipality is found by them, too.', verbose_name='former names'),
        ),
        migrations.AddField(
            model_name='municipality',
            name='forms',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='organisation',
            name='forms',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='person',
            name='forms',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='person',
            name='slug',
            field=models.SlugField(blank=True, help_text="The last part of the person's address, in both languages. Left empty, it is made from the reading; while none is confirmed it spells nothing. It stays when the name changes; write another one here, and the old address leads to the new one.", null=True, unique=True, validators=[django.core.validators.RegexValidator('^[a-z0-9]+(-[a-z0-9]+)*$', 'Use lower-case letters a–z, digits and single hyphens, such as “summit-6”.')], verbose_name='address of the page'),
        ),
        migrations.AddField(
            model_name='prize',
            name='forms',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.AddField(
            model_name='venue',
            name='forms',
            field=models.TextField(blank=True, default='', editable=False),
        ),
        migrations.CreateModel(
            name='FormerAddress',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('address', models.CharField(db_index=True, max_length=120)),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='former_addresses', to='pages.person')),
            ],
            options={
                'unique_together': {('person', 'address')},
            },
        ),
        migrations.RunPython(fill_forms, migrations.RunPython.noop),
        migrations.RunPython(give_addresses, migrations.RunPython.noop),
    ]
