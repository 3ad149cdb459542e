from django.db import migrations

import pagekit.choice_lists


class Migration(migrations.Migration):
    dependencies = [("models_gallery", "0002_vocabularies")]
    operations = [
        migrations.AddField(
            model_name="exemplarpage",
            name="areas",
            field=pagekit.choice_lists.ChoiceListField(
                blank=True,
                default=list,
                help_text=(
                    "Only where the source says so: mountains, border, islands. Whether it runs in towns or in the "
                    "countryside is known from its places."
                ),
                verbose_name="areas it fits",
            ),
        ),
    ]
