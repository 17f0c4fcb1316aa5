from dancers.models.academies import Academy, AcademyManager, AcademyStatus, Membership, MembershipRole
from dancers.models.consents import Consent, ConsentKind
from dancers.models.invitations import Invitation, TimedInvitation
from dancers.models.people import Dancer, Person
from dancers.models.sign_in import SignInThrottle
from dancers.models.styles import DanceStyle, StyleColour, StyleGroup, StyleMarker
from dancers.models.titles import Language, TranslatedDescription, TranslatedTitle
from dancers.models.troupes import Troupe, TroupeMember
from dancers.models.users import User

__all__ = [
    "Academy",
    "AcademyManager",
    "AcademyStatus",
    "Consent",
    "ConsentKind",
    "DanceStyle",
    "Dancer",
    "Invitation",
    "Language",
    "Membership",
    "MembershipRole",
    "Person",
    "SignInThrottle",
    "StyleColour",
    "StyleGroup",
    "StyleMarker",
    "TimedInvitation",
    "TranslatedDescription",
    "TranslatedTitle",
    "Troupe",
    "TroupeMember",
    "User",
]
