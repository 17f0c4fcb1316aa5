"""Addresses of what leads from round to round at the desk: lines, draws of couples, seeded entries; part of the desk's own."""

from django.urls import path

from competitions.views.desk import couples, lines, registration

COUPLES = "<slug:slug>/rounds/<int:round_id>/couples/"

urlpatterns = [
    path("<slug:slug>/lines/<int:link_id>/decide/", lines.decide_line, name="decide_line"),
    path(COUPLES, couples.draw_couples, name="couples"),
    path(f"{COUPLES}<int:link_id>/alternate/", couples.take_alternate, name="take_alternate"),
    path(f"{COUPLES}<int:link_id>/leave-out/", couples.leave_out, name="leave_out_of_draw"),
    path("<slug:slug>/registration/entries/<int:entry_id>/starts-in/", registration.start_in, name="start_in"),
]
