"""The rulesets that the house brings along: every preset for rounds, none twice, nothing overwritten."""

import json

import pytest

from competitions.models import Ruleset
from competitions.scoring import schema
from competitions.scoring.rulesets import PRESETS
from competitions.selectors import rulesets
from competitions.services import formats

pytestmark = pytest.mark.django_db

FAMILIES = {
    "skating_multi": "skating",
    "wsdc_final": "relative_placement",
    "konkurs_place": "points",
    "irish": "sheets",
    "ido_4d_show_final": "sheets",
    "trivium": "battle",
    "breaking_group": "battle",
}


def test_every_preset_of_a_round_is_there() -> None:
    formats.install_house_formats()
    rows = {row.key: row for row in Ruleset.objects.filter(festival__isnull=True)}
    expected = {key for key, preset in PRESETS.items() if not preset.system.startswith(("standing:", "bracket:"))}
    assert set(rows) == expected | {"skating"}
    for key in expected:
        row, preset = rows[key], PRESETS[key]
        assert (row.preset, row.edition, row.title_kk) == (key, preset.edition, preset.titles[2])
        assert json.loads(row.params_text) == json.loads(json.dumps(preset.params))
        assert rulesets.system_of(row.preset) == preset.system
        assert schema.check(preset.system, json.loads(row.params_text)) == ()
    assert {key: rows[key].family for key in FAMILIES} == FAMILIES


def test_install_when_somebody_changed_a_row_and_deleted_another() -> None:
    formats.install_house_formats()
    Ruleset.objects.filter(key="irish").update(title_en="Our Irish", params_text='{"scheme":"borda"}')
    Ruleset.objects.filter(key="borda").delete()
    count = Ruleset.objects.count()
    formats.install_house_formats()
    assert Ruleset.objects.count() == count + 1
    kept = Ruleset.objects.get(key="irish")
    assert (kept.title_en, kept.params_text) == ("Our Irish", '{"scheme":"borda"}')


def test_plain_skating_stays_as_it_was() -> None:
    formats.install_house_formats()
    row = Ruleset.objects.get(key="skating", festival__isnull=True)
    assert (row.family, row.preset, row.edition, row.params_text) == ("skating", "skating", "rules-1-11", "{}")
    assert rulesets.preset_of(row) is None
