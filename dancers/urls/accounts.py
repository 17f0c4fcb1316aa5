"""Addresses of the account pages that know people only; events.urls.accounts completes the namespace."""

from django.urls import path

from dancers.views import first_run, invitations, passwords, sign_in, sign_up

urlpatterns = [
    path("sign-in/", sign_in.sign_in, name="sign_in"),
    path("sign-out/", sign_in.sign_out, name="sign_out"),
    path("sign-up/", sign_up.sign_up, name="sign_up"),
    path("letter-sent/", sign_up.letter_sent, name="letter_sent"),
    path("verify/<str:token>/", sign_up.verify_email, name="verify_email"),
    path("password/", passwords.change_password, name="change_password"),
    path("password/forgotten/", passwords.forgot_password, name="forgot_password"),
    path("password/new/<str:token>/", passwords.set_password, name="set_password"),
    path("language/", passwords.change_language, name="change_language"),
    path("invitation/<str:secret>/", invitations.accept_invitation, name="accept_invitation"),
    path("first-run/", first_run.first_run, name="first_run"),
]
