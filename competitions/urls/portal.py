"""The portal of academies and dancers. `party` is "me" or "academy/<address>"; who it belongs to is asked on every page."""

from django.urls import path, register_converter

from competitions.views.portal import academies, consents, entering, entries, festivals, home, managers, roster


class PartyConverter:
    """The part of the address that says for whom one acts."""

    regex = r"me|academy/[-a-zA-Z0-9_]+"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(PartyConverter, "party")

app_name = "portal"
urlpatterns = [
    path("", home.show_home, name="home"),
    path("new-academy/", academies.add_academy, name="academy_add"),
    path("my-record/", roster.add_own_record, name="own_record"),
    path("<party:party>/", home.show_party, name="party"),
    path("<party:party>/details/", academies.edit_academy, name="academy"),
    path("<party:party>/managers/", managers.show_managers, name="managers"),
    path("<party:party>/managers/<int:manager_id>/remove/", managers.remove_manager, name="manager_remove"),
    path("<party:party>/dancers/", roster.show_roster, name="roster"),
    path("<party:party>/dancers/new/", roster.add_dancer, name="dancer_add"),
    path("<party:party>/dancers/<slug:public_id>/", roster.edit_dancer, name="dancer"),
    path("<party:party>/dancers/<slug:public_id>/consents/", consents.edit_consents, name="consents"),
    path("<party:party>/dancers/<slug:public_id>/leave/", roster.end_membership, name="dancer_leave"),
    path("<party:party>/festivals/<slug:festival>/", festivals.show_festival, name="festival"),
    path("<party:party>/festivals/<slug:festival>/ask/", festivals.ask, name="ask"),
    path("<party:party>/festivals/<slug:festival>/<slug:competition>/enter/", entering.enter, name="enter"),
    path("<party:party>/entries/<int:entry_id>/", entries.show_entry, name="entry"),
    path("<party:party>/entries/<int:entry_id>/rounds/<int:round_id>/", entries.set_piece, name="piece"),
    path("<party:party>/entries/<int:entry_id>/withdraw/", entries.withdraw, name="withdraw"),
]
