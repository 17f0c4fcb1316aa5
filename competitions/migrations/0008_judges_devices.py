import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import competitions.models.judging


class Migration(migrations.Migration):
    dependencies = [
        ("competitions", "0007_reveal_of_releases"),
        ("dancers", "0001_initial"),
        ("events", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="PadDevice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("device", models.CharField(max_length=80, verbose_name="device")),
                ("user_agent", models.CharField(blank=True, max_length=120, verbose_name="browser")),
                ("first_seen", models.DateTimeField(verbose_name="first seen")),
                ("last_seen", models.DateTimeField(verbose_name="last seen")),
            ],
            options={
                "verbose_name": "judge's device",
                "verbose_name_plural": "judges' devices",
            },
        ),
        migrations.CreateModel(
            name="PinLock",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("address", models.GenericIPAddressField(verbose_name="address")),
                ("failures", models.PositiveSmallIntegerField(default=0, verbose_name="wrong tries")),
                ("last_at", models.DateTimeField(verbose_name="last try at")),
            ],
            options={
                "verbose_name": "device shut after wrong PINs",
                "verbose_name_plural": "devices shut after wrong PINs",
            },
        ),
        migrations.CreateModel(
            name="ScrutineerCall",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("client_id", models.CharField(max_length=64, verbose_name="client's id")),
                ("at", models.DateTimeField(verbose_name="at")),
                ("answered_at", models.DateTimeField(blank=True, null=True, verbose_name="answered at")),
            ],
            options={
                "verbose_name": "call for the scrutineer",
                "verbose_name_plural": "calls for the scrutineer",
            },
        ),
        migrations.AddField(
            model_name="judgeappointment",
            name="card_number",
            field=models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="number of the card"),
        ),
        migrations.AddField(
            model_name="judgeappointment",
            name="pin_failures",
            field=models.PositiveSmallIntegerField(default=0, verbose_name="wrong PINs"),
        ),
        migrations.AddField(
            model_name="judgeappointment",
            name="store_key",
            field=models.CharField(
                default=competitions.models.judging.make_store_key,
                max_length=16,
                verbose_name="name of the store on devices",
            ),
        ),
        migrations.AddConstraint(
            model_name="judgeappointment",
            constraint=models.UniqueConstraint(
                fields=("festival", "card_number"), name="competitions_judgeappointment_card_once"
            ),
        ),
        migrations.AddField(
            model_name="paddevice",
            name="appointment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="devices",
                to="competitions.judgeappointment",
                verbose_name="judge",
            ),
        ),
        migrations.AddField(
            model_name="pinlock",
            name="festival",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="pin_locks",
                to="events.festival",
                verbose_name="festival",
            ),
        ),
        migrations.AddField(
            model_name="scrutineercall",
            name="answered_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="answered by",
            ),
        ),
        migrations.AddField(
            model_name="scrutineercall",
            name="appointment",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calls",
                to="competitions.judgeappointment",
                verbose_name="judge",
            ),
        ),
        migrations.AddField(
            model_name="scrutineercall",
            name="round",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="calls",
                to="competitions.round",
                verbose_name="round",
            ),
        ),
        migrations.AddConstraint(
            model_name="paddevice",
            constraint=models.UniqueConstraint(fields=("appointment", "device"), name="competitions_paddevice_once"),
        ),
        migrations.AddConstraint(
            model_name="paddevice",
            constraint=models.CheckConstraint(
                condition=models.Q(("last_seen__gte", models.F("first_seen"))),
                name="competitions_paddevice_times_in_order",
            ),
        ),
        migrations.AddConstraint(
            model_name="pinlock",
            constraint=models.UniqueConstraint(fields=("festival", "address"), name="competitions_pinlock_once"),
        ),
        migrations.AddConstraint(
            model_name="scrutineercall",
            constraint=models.UniqueConstraint(
                fields=("appointment", "client_id"), name="competitions_scrutineercall_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="scrutineercall",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("answered_at__isnull", True), ("answered_by__isnull", True)),
                    models.Q(("answered_at__isnull", False), ("answered_by__isnull", False)),
                    _connector="OR",
                ),
                name="competitions_scrutineercall_answer_whole",
            ),
        ),
    ]
