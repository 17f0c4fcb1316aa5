"""Addresses of the desk. No language in them: the desk speaks the language of the one who is signed in."""

from django.urls import include, path

from competitions.views.desk import (
    ceremonies,
    judges,
    jury,
    paper,
    papers,
    prizes,
    releases,
    rounds,
    sheets,
    standings,
    trail,
    walls,
)

app_name = "desk"

ROUND = "<slug:slug>/rounds/<int:round_id>/"
COMPETITION = "<slug:slug>/competitions/<int:competition_id>/"
STANDING = "<slug:slug>/standings/<int:standing_id>/"
AWARD = "<slug:slug>/awards/<int:award_id>/"

urlpatterns = [
    path("", walls.show_festivals, name="home"),
    path("<slug:slug>/", walls.show_wall, name="wall"),
    path("<slug:slug>/wall/", walls.show_wall_part, name="wall_part"),
    # the judges
    path("<slug:slug>/judges/in-contact/", judges.show_judges_part, name="judges_part"),
    path("<slug:slug>/calls/<int:call_id>/answer/", judges.answer_call, name="answer_call"),
    path("<slug:slug>/judges/<int:judge_id>/unlock/", judges.unlock_pin, name="unlock_pin"),
    path("<slug:slug>/judges/devices/<int:lock_id>/unlock/", judges.unlock_device, name="unlock_pin_device"),
    # a round
    path(ROUND, rounds.show_round, name="round"),
    path(f"{ROUND}board/", rounds.show_board_part, name="board_part"),
    path(f"{ROUND}open/", rounds.open_round, name="open_round"),
    path(f"{ROUND}close/", rounds.close_round, name="close_round"),
    path(f"{ROUND}reopen/", rounds.reopen_round, name="reopen_round"),
    path(f"{ROUND}tabulate/", rounds.tabulate_round, name="tabulate_round"),
    path(f"{ROUND}recall-line/", rounds.decide_recall_line, name="decide_recall_line"),
    path(f"{ROUND}crosses/", rounds.accept_crosses, name="accept_crosses"),
    path(f"{ROUND}recall-numbers/", rounds.change_recall, name="change_recall"),
    path(f"{ROUND}draw/", rounds.draw_next_round, name="draw_next_round"),
    path(f"{ROUND}heats/", rounds.make_heats, name="make_heats"),
    path(f"{ROUND}interests/", sheets.declare_interest, name="declare_interest"),
    path(f"{ROUND}panel/", sheets.seat_panel, name="panel"),
    path(f"{ROUND}papers/", papers.show_sheets, name="papers"),
    path(f"{ROUND}jury/", jury.decide, name="jury"),
    path(f"{ROUND}jury/<int:ruling_id>/take-back/", jury.take_back, name="take_back"),
    path(f"{ROUND}entries/<int:place_id>/", sheets.withdraw_entry, name="withdraw"),
    # a sheet, a seat
    path("<slug:slug>/sheets/<int:sheet_id>/reopen/", sheets.reopen_sheet, name="reopen_sheet"),
    path("<slug:slug>/sheets/<int:sheet_id>/paper/", paper.enter_paper_sheet, name="paper_sheet"),
    path("<slug:slug>/sheets/<int:sheet_id>/paper/discard/", paper.discard_paper, name="discard_paper"),
    path("<slug:slug>/conflicts/<int:operation_id>/settle/", sheets.settle_conflict, name="settle_conflict"),
    path("<slug:slug>/seats/<int:seat_id>/lost/", sheets.lose_judge, name="lose_judge"),
    # a competition
    path(f"{COMPETITION}protocol/", papers.show_protocol, name="protocol"),
    path(f"{COMPETITION}rounds/", walls.create_rounds, name="create_rounds"),
    path(f"{COMPETITION}release/", releases.show_release, name="release"),
    path(f"{COMPETITION}releases/<int:number>/retract/", releases.retract, name="retract"),
    path(f"{COMPETITION}releases/<int:number>/open/", releases.lift_embargo, name="lift_embargo"),
    # a standing
    path(STANDING, standings.show_standing, name="standing"),
    path(f"{STANDING}tabulate/", standings.tabulate, name="tabulate_standing"),
    path(f"{STANDING}order/", standings.decide_order, name="decide_standing"),
    path(f"{STANDING}withhold/", standings.withhold, name="withhold_standing"),
    path(f"{STANDING}rulings/<int:ruling_id>/undo/", standings.undo_ruling, name="undo_standing_ruling"),
    path(f"{STANDING}releases/<int:number>/retract/", standings.retract, name="retract_standing"),
    path(f"{STANDING}releases/<int:number>/open/", standings.lift_embargo, name="lift_standing_embargo"),
    # what was done
    path("<slug:slug>/trail/", trail.show_trail, name="trail"),
    path("<slug:slug>/trail/<int:entry_id>/", trail.show_entry, name="trail_entry"),
    # the ceremony
    path("<slug:slug>/ceremonies/", ceremonies.show_ceremonies, name="ceremonies"),
    path(f"{COMPETITION}ceremony/", ceremonies.show_remote, name="ceremony"),
    path(f"{COMPETITION}ceremony/press/", ceremonies.press, name="ceremony_press"),
    # battles
    path("", include("competitions.urls.desk_battles")),
    # from round to round
    path("", include("competitions.urls.desk_shapes")),
    # registration
    path("", include("competitions.urls.desk_registration")),
    # prizes
    path("<slug:slug>/prizes/", prizes.show_prizes, name="prizes"),
    path(f"{AWARD}paid/", prizes.pay_award, name="pay"),
    path(f"{AWARD}withhold/", prizes.withhold_award, name="withhold"),
    path(f"{AWARD}give/", prizes.give_award, name="give"),
]
