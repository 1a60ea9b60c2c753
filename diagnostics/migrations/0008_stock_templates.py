from django.db import migrations
from django.utils import timezone

from diagnostics.questionnaire.stock import series_uuid, stock_template_of, stock_templates

COMPLEMENTARY = "complementary"
TITLE = stock_template_of(COMPLEMENTARY).title


def bring_stock(apps, schema_editor):
    """Programmes that exist already get the templates of the start; open visits ask the full one."""
    templates = apps.get_model("diagnostics", "Template").objects
    for programme in apps.get_model("programmes", "Programme").objects.all():
        name_series_of_start(templates.filter(programme=programme, stock=COMPLEMENTARY))
        for entry in stock_templates():
            bring(templates, programme, entry)
        full = templates.filter(programme=programme, stock="full").order_by("-number").first()
        visits = apps.get_model("diagnostics", "Diagnostic").objects.filter(programme=programme, template=None)
        visits.filter(state__in=["planned", "in_progress"]).update(template=full)


def name_series_of_start(templates):
    """The questionnaire of the start is one series, the same in each programme; others are the programme's own."""
    title = TITLE if templates.filter(title=TITLE).exists() else templates.values_list("title", flat=True).first()
    templates.filter(title=title).update(series=series_uuid(COMPLEMENTARY))
    templates.exclude(title=title).update(stock="")


def bring(templates, programme, entry):
    if templates.filter(programme=programme, series=entry.series).exists():
        return
    templates.create(
        programme=programme,
        kind=entry.kind,
        stock=entry.stock,
        series=entry.series,
        grows_into=entry.grows_into,
        title=entry.title,
        description=entry.description,
        schema=entry.schema,
        published_at=timezone.now(),
    )


class Migration(migrations.Migration):
    dependencies = [("diagnostics", "0007_fill_flow_theme")]

    operations = [migrations.RunPython(bring_stock, migrations.RunPython.noop)]  # templates may stay
