"""Guards the tables of the contest that only grow."""

from django.db import migrations

from audit import triggers


class Migration(migrations.Migration):
    dependencies = [
        ("audit", "0001_initial"),
        ("competitions", "0001_initial"),
    ]

    operations = [
        triggers.insert_only("competitions_operation"),
        triggers.insert_only("competitions_sheetversion"),
        triggers.insert_only("competitions_ruling"),
        triggers.insert_only("competitions_result"),
        triggers.insert_only("competitions_release"),
        triggers.insert_only("competitions_release_results"),
    ]
