"""The judges' pages; they carry their language."""

from django.urls import path

from competitions.views.judging import comments, entrance, offline, practising, sheets

app_name = "judging"
urlpatterns = [
    path("judge/", sheets.show_rounds, name="list"),
    path("judge/pin/", entrance.enter_pin, name="pin"),
    path("judge/shell/", offline.show_shell, name="shell"),
    path("judge/practice/<int:pk>/", practising.show_practice, name="practice"),
    path("judge/call/", sheets.call, name="call"),
    path("judge/seats/<int:pk>/comments/", comments.write_comments, name="comments"),
    path("judge/sheets/<int:pk>/", sheets.show_sheet, name="sheet"),
    path("judge/sheets/<int:pk>/mark/", sheets.mark, name="mark"),
    path("judge/sheets/<int:pk>/hand-in/", sheets.hand_in, name="hand_in"),
]
