"""What a person can do and see at any door: whole conversations are written against this alone."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back for one thing a person did.

    Shape: `texts` are the messages as they are read, in order, without mark-up; `buttons` the labels that can be pressed;
           `language` the tag the conversation is held in ("" = not known yet).
    """

    texts: list[str]
    buttons: list[str]
    language: str


class Driver(Protocol):
    """One person at one door. `start` begins anew, as somebody nobody has seen before.

    Shape: `greets` is False where `start` opens a page instead of a conversation.
    """

    greets: bool

    def start(self, town: str = "", lang: str = "", stadtteil: str = "", topic: str = "") -> Answer:
        """Open the conversation, perhaps by a link that names a town, a language, a Stadtteil and a topic."""
        ...

    def say(self, text: str) -> Answer:
        """Write something."""
        ...

    def press(self, label_or_action: str) -> Answer:
        """Press a button, named by what stands on it or by its action."""
        ...

    def share_location(self, lat: float, lon: float) -> Answer:
        """Share where one is."""
        ...
