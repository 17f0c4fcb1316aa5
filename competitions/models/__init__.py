"""The tables of the contest."""

from competitions.models.contests import Competition, Participation
from competitions.models.draws import CoupleDraw
from competitions.models.entries import Credit, Entry, EntryMember, NumberAssignment, Piece
from competitions.models.interests import DeclaredInterest
from competitions.models.judging import (
    JudgeAppointment,
    Mark,
    Operation,
    PanelSeat,
    Scoresheet,
    SeatOccupancy,
    SheetVersion,
)
from competitions.models.pads import PadDevice, PinLock, ScrutineerCall
from competitions.models.prizes import Award, Payout, Prize
from competitions.models.results import Release, ReleaseState, Result, Ruling
from competitions.models.rounds import Bout, Heat, HeatPlace, Round, RoundEntry, RoundEntrySource, RoundLink, RoundPart
from competitions.models.rulesets import Format, Ruleset
from competitions.models.standings import Standing, StandingMember
from competitions.models.words import JudgeComment, PaperEntry

__all__ = [
    "Award",
    "Bout",
    "Competition",
    "CoupleDraw",
    "Credit",
    "DeclaredInterest",
    "Entry",
    "EntryMember",
    "Format",
    "Heat",
    "HeatPlace",
    "JudgeAppointment",
    "JudgeComment",
    "Mark",
    "NumberAssignment",
    "Operation",
    "PadDevice",
    "PanelSeat",
    "PaperEntry",
    "Participation",
    "Payout",
    "Piece",
    "PinLock",
    "Prize",
    "Release",
    "ReleaseState",
    "Result",
    "Round",
    "RoundEntry",
    "RoundEntrySource",
    "RoundLink",
    "RoundPart",
    "Ruleset",
    "Ruling",
    "Scoresheet",
    "ScrutineerCall",
    "SeatOccupancy",
    "SheetVersion",
    "Standing",
    "StandingMember",
]
