from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('pages', '0013_attendance'),
    ]

    operations = [
        migrations.AddField(
            model_name='municipality',
            name='member_since',
            field=models.DateField(blank=True, help_text='Until the day before, nothing public says that it is a member. Left empty, it is one as soon as membership is confirmed.', null=True, verbose_name='member from'),
        ),
    ]
