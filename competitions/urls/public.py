"""Pages that anybody may read. Addresses are made of slugs and never change."""

from django.urls import include, path

from competitions.views import style
from competitions.views.public import academies, dancers, festivals, home, results, screens, search

app_name = "public"

FESTIVAL = "festivals/<slug:festival_slug>/"
RESULT = FESTIVAL + "<slug:slug>/result/"

urlpatterns = [
    path("", home.show_home, name="home"),
    path("style/", style.show_style, name="style"),
    path("search/", search.show_search, name="search"),
    path("results/", results.show_results, name="results"),
    path("dancers/", dancers.show_dancers, name="dancers"),
    path("dancers/<slug:public_id>/", dancers.show_dancer, name="dancer"),
    path("academies/", academies.show_academies, name="academies"),
    path("academies/<slug:slug>/", academies.show_academy, name="academy"),
    path("screen/<slug:festival_slug>/", screens.show_screen, name="screen"),
    path("festivals/", festivals.show_festivals, name="festivals"),
    path(FESTIVAL, festivals.show_festival, name="festival"),
    path(FESTIVAL + "now/", festivals.show_now, name="festival_now"),
    path(FESTIVAL + "programme/", festivals.show_programme, name="festival_programme"),
    path(FESTIVAL + "results/", festivals.show_results, name="festival_results"),
    path(FESTIVAL + "competitions/", festivals.show_competitions, name="festival_competitions"),
    path(FESTIVAL + "prizes/", festivals.show_prizes, name="festival_prizes"),
    path(FESTIVAL + "info/", festivals.show_info, name="festival_info"),
    path(FESTIVAL + "standings/<slug:slug>/", include("competitions.urls.public_standings")),
    path(FESTIVAL + "<slug:slug>/", festivals.show_competition, name="competition"),
    path(RESULT, results.show_result, name="result"),
    path(RESULT + "print/", results.print_result, name="print_result"),
    path(RESULT + "sheet.json", results.download_sheets, name="sheet_file"),
    path(RESULT + "marks.csv", results.download_marks, name="marks_file"),
    path(RESULT + "why/<slug:key>/", results.show_why, name="why"),
    path(RESULT + "<int:number>/", results.show_result, name="release"),
    path(RESULT + "<int:number>/why/<slug:key>/", results.show_why, name="release_why"),
    path(RESULT + "<int:number>/print/", results.print_result, name="print_release"),
    path(RESULT + "<int:number>/sheet.json", results.download_sheets, name="release_sheet_file"),
    path(RESULT + "<int:number>/marks.csv", results.download_marks, name="release_marks_file"),
]
