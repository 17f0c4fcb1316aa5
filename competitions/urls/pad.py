"""Addresses without a language: the links on the judges' cards, the messages of their devices, and the cards' page."""

from django.urls import path

from competitions.views.judging import cards, devices, entrance, offline

app_name = "pad"
urlpatterns = [
    path("j/<str:token>/", entrance.enter, name="enter"),
    path("judge/operations/", devices.receive_operations, name="operations"),
    path("judge/hand-in/<int:pk>/", devices.hand_in, name="hand_in"),
    path("judge-worker.js", offline.show_worker, name="worker"),
    path("desk/<slug:festival>/judges/cards/", cards.show_cards, name="cards"),
]
