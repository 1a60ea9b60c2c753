from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("diagnostics", "0003_templates_campaigns_conflicts"),
    ]

    operations = [
        migrations.AddField(
            model_name="campaign",
            name="sent_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
    ]
