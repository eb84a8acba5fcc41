"""The table in which rate limits are counted."""

from typing import Any, ClassVar

from django.core.management import call_command
from django.db import migrations


def make_cache_table(apps: Any, schema_editor: Any) -> None:
    """Done by Django's own command, which leaves a table alone that is there."""
    call_command("createcachetable", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    """Made once for every installation."""

    initial = True
    dependencies: ClassVar[list[tuple[str, str]]] = []
    operations: ClassVar[list[Any]] = [migrations.RunPython(make_cache_table, migrations.RunPython.noop)]
