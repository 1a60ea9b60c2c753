from django.db import migrations

from diagnostics.suggestions import theme_of


def fill(apps, schema_editor):
    """One reading per label, however many lines bear it."""
    flows = apps.get_model("diagnostics", "Flow").objects.filter(theme="")
    for label in flows.order_by().values_list("label", flat=True).distinct().iterator(chunk_size=2000):
        theme = theme_of(label)
        if theme:
            flows.filter(label=label).update(theme=theme)


class Migration(migrations.Migration):
    dependencies = [("diagnostics", "0006_flow_theme")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]  # a column dropped needs no emptying
