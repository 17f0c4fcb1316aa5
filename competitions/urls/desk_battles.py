"""Addresses of battles at the desk; part of the desk's own."""

from django.urls import path

from competitions.views.desk import battles

BOUT = "<slug:slug>/bouts/<int:bout_id>/"
COMPETITION = "<slug:slug>/competitions/<int:competition_id>/"

urlpatterns = [
    path("<slug:slug>/rounds/<int:round_id>/battles/draw/", battles.draw_battles, name="draw_battles"),
    path(f"{COMPETITION}groups/draw/", battles.draw_groups, name="draw_groups"),
    path(f"{COMPETITION}release-now/", battles.release_now, name="release_now"),
    path(BOUT, battles.show_bout, name="bout"),
    path(f"{BOUT}extra-round/", battles.add_extra_round, name="add_extra_round"),
    path(f"{BOUT}casting-vote/", battles.cast_vote, name="cast_battle_vote"),
    path(f"{BOUT}walkover/", battles.award_walkover, name="award_walkover"),
    path(f"{BOUT}undo/", battles.undo_decision, name="undo_bout_decision"),
]
