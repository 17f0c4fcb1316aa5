"""The registrar's part of the desk; competitions.urls.desk takes it in."""

from django.urls import path

from competitions.views.desk import registration

HERE = "<slug:slug>/registration/"
PARTICIPATION = f"{HERE}participations/<int:participation_id>/"
COMPETITION = f"{HERE}competitions/<int:competition_id>/"
ENTRY = f"{HERE}entries/<int:entry_id>/"

urlpatterns = [
    path(HERE, registration.show_registration, name="registration"),
    path(f"{PARTICIPATION}approve/", registration.approve, name="approve_participation"),
    path(f"{PARTICIPATION}refuse/", registration.refuse_participation, name="refuse_participation"),
    path(COMPETITION, registration.show_entries, name="entries"),
    path(f"{COMPETITION}open/", registration.open_entries, name="open_entries"),
    path(f"{COMPETITION}close/", registration.close_entries, name="close_entries"),
    path(f"{COMPETITION}numbers/", registration.assign_numbers, name="assign_numbers"),
    path(f"{COMPETITION}waiting/", registration.promote_waiting, name="promote_waiting"),
    path(f"{ENTRY}accept/", registration.accept_entry, name="accept_entry"),
    path(f"{ENTRY}refuse/", registration.refuse_entry, name="refuse_entry"),
    path(f"{ENTRY}take-out/", registration.take_out_entry, name="take_out_entry"),
    path(f"{ENTRY}number/", registration.give_number, name="give_number"),
]
