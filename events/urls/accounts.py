"""The account pages: those about people, and those that join them with festivals."""

from django.urls import path

from dancers.urls.accounts import urlpatterns as about_people
from events.views import home, invitations

app_name = "accounts"

urlpatterns = [
    path("", home.home, name="home"),
    path("festival-invitation/<str:secret>/", invitations.accept_staff_invitation, name="accept_staff_invitation"),
    *about_people,
]
