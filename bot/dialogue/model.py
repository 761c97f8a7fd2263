"""What goes into a turn and what comes out of it: frozen values that every door understands."""

from dataclasses import dataclass, field
from typing import Literal

from angebote.understanding.need import CrisisKind
from locales import Text

Step = Literal["welcome", "language", "town", "need", "stadtteil", "cards", "privacy"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation:
    """What is remembered between two turns: choices and counters, never a word the person wrote.

    Shape:  `language` is only a guess of the messenger or browser until it was chosen, or heard in what the person wrote.
            `topics` are topic ids of the present need, best first; `possible` are those that may be meant instead;
            `named` are Angebote found by name; `lowered` are topics the person said "not this" to;
            `understood` are ids of what to say back; `stadtteil_id` None and `is_whole_city` False = not yet known; `shown` counts cards already given for this need.
            `rotation` is drawn once per conversation, so that no Traeger always stands first and "more" keeps its order.
            `misses` counts answers about the Stadtteil in a row that were not understood.
            `reported` are "reason:id" of what the person said is wrong, so that it is counted once.
            `menu` is the version of the newest buttons: an older button is answered with the present step.
    """

    language: str | None = None
    is_language_chosen: bool = False
    is_language_heard: bool = False
    town: str | None = None
    stadtteil_id: str | None = None
    is_whole_city: bool = False
    choices: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    named: tuple[str, ...] = ()
    possible: tuple[str, ...] = ()
    lowered: tuple[str, ...] = ()
    wishes: tuple[str, ...] = ()
    shown: int = 0
    step: Step = "welcome"
    turn: int = 0
    menu: int = 0
    rotation: int = 0
    misses: int = 0
    reported: tuple[str, ...] = ()
    has_greeted: bool = False


@dataclass(frozen=True, slots=True)
class Started:
    """The conversation was opened, perhaps by a deep link that names a town, a Stadtteil (slug or id), a topic and a language; "" = not said."""

    town: str = ""
    stadtteil: str = ""
    topic: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """The person wrote something."""

    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """The person pressed a button; `action` is what the Option carried."""

    action: str


@dataclass(frozen=True, slots=True)
class SharedLocation:
    """The person shared where they are: it becomes a Stadtteil and is thrown away. Units: degrees, WGS 84."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class ChoseLanguage:
    """The person chose a language outside of a button (a page's language list)."""

    tag: str


@dataclass(frozen=True, slots=True)
class SentUnreadable:
    """Something that is not read: a voice message, a photo, a file."""


Event = Started | Said | Pressed | SharedLocation | ChoseLanguage | SentUnreadable


@dataclass(frozen=True, slots=True)
class Option:
    """A button. `action` goes back as Pressed; with `url` it is a link instead ("tel:+49...", "https://...").

    Shape: `action` is at most 60 bytes of ASCII; `label` at most 40 characters, without its icon.
           An emergency button is part of every keyboard (action "emergency").
           `is_aside`: it helps others rather than the person, and stands behind everything else.
    """

    label: Text
    action: str = ""
    icon: str = ""
    url: str = ""
    is_aside: bool = False


@dataclass(frozen=True, slots=True)
class Fact:
    """One line of a card: what it is about (a stable key such as "hours"), its icon, its label, its content."""

    key: str
    icon: str
    label: Text
    lines: tuple[Text, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A referral as the person reads it: translated facts, the carrier's words in their real language.

    Shape:  `state` says open, closed or by appointment in one sentence; `reason` why it is shown. `phone` as dialled, "" if none.
            `place` is (name, address, latitude, longitude) for a map, None without coordinates.
    """

    angebot_id: str
    icon: str
    title: Text
    traeger: str
    reason: Text | None
    state: Text | None
    facts: tuple[Fact, ...]
    options: tuple[Option, ...] = ()
    phone: str = ""
    place: tuple[str, str, float, float] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TextReply:
    """Plain sentences, one paragraph each."""

    paragraphs: tuple[Text, ...]
    type: Literal["text"] = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoicesReply:
    """A question with buttons; typing an answer is always possible. `columns` is a wish for the layout (1 to 3)."""

    paragraphs: tuple[Text, ...]
    options: tuple[Option, ...]
    columns: int = 2
    asks_location: bool = False
    type: Literal["choices"] = "choices"


@dataclass(frozen=True, slots=True, kw_only=True)
class CardReply:
    """One Angebot."""

    card: Card
    type: Literal["card"] = "card"


@dataclass(frozen=True, slots=True)
class HelpLine:
    """One line of a crisis card: name, number as dialled, what to know (hours, languages, cost)."""

    name: str
    number: str
    note: Text
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CrisisReply:
    """Help in an emergency: at most three lines. `is_hard` = it stands alone. `is_discreet` = neutral title, no preview, quick exit."""

    kind: CrisisKind | Literal["general"]
    is_hard: bool
    title: Text
    paragraphs: tuple[Text, ...]
    lines: tuple[HelpLine, ...]
    options: tuple[Option, ...] = field(default=())
    is_discreet: bool = False
    type: Literal["crisis"] = "crisis"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceReply:
    """Where one Angebot is, for a map. Units: degrees, WGS 84. `options` hold a map link."""

    name: str
    address: Text
    latitude: float
    longitude: float
    options: tuple[Option, ...] = ()
    type: Literal["place"] = "place"


@dataclass(frozen=True, slots=True, kw_only=True)
class ForgetReply:
    """Everything about this conversation was deleted; doors drop what they hold (cookie, old messages) and show the sentence."""

    paragraphs: tuple[Text, ...]
    type: Literal["forget"] = "forget"


Reply = TextReply | ChoicesReply | CardReply | CrisisReply | PlaceReply | ForgetReply
