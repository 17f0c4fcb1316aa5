"""Public addresses of a standing, under its festival; part of the namespace `public`."""

from django.urls import path

from competitions.views.public import standings

urlpatterns = [
    path("", standings.show_standing, name="standing"),
    path("print/", standings.print_standing, name="print_standing"),
    path("sheet.json", standings.download_sheet, name="standing_sheet_file"),
    path("places.csv", standings.download_places, name="standing_places_file"),
    path("<int:number>/", standings.show_standing, name="standing_release"),
    path("<int:number>/print/", standings.print_standing, name="print_standing_release"),
    path("<int:number>/sheet.json", standings.download_sheet, name="standing_release_sheet_file"),
    path("<int:number>/places.csv", standings.download_places, name="standing_release_places_file"),
]
