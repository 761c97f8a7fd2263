"""What `lotse doctor` looks at: is a town ready for people who need it at once?"""

from collections.abc import Iterator, Mapping
from datetime import date

from angebote.helplines import help_lines
from angebote.model import Town
from angebote.topics import topics
from locales import LANGUAGES, read_words

NEEDED_PLACES = ("homeless_tonight", "child_protection_24h")
HELP_LINE_DAYS = 90
NOT_REVIEWED = "not yet reviewed by a native speaker"


def findings(towns: Mapping[str, Town], today: date) -> Iterator[str]:
    """Yield one sentence for everything that should be mended before a town goes live."""
    for line in help_lines().values():
        if line.checked_on is None or (today - line.checked_on).days > HELP_LINE_DAYS:
            yield f"The help line {line.number} ({line.name}) was not checked for {HELP_LINE_DAYS} days."
    unreviewed = [
        language.tag for language in LANGUAGES if read_words(language.tag, "crisis").get("reviewer", NOT_REVIEWED) == NOT_REVIEWED
    ]
    if unreviewed:
        yield f"The crisis words of {', '.join(unreviewed)} were not yet reviewed by a native speaker."
    for town in towns.values():
        yield from _findings_of(town)


def _findings_of(town: Town) -> Iterator[str]:
    for kind in NEEDED_PLACES:
        if kind not in town.emergency_places:
            yield f"{town.slug}: the emergency place {kind} is missing. Residents are sent to 110 until it is filled in."
    answered = {topic for angebot in town.angebote.values() for topic in angebot.topics}
    missing = [key for key in topics() if key not in answered]
    if missing:
        yield f"{town.slug}: no Angebot for {', '.join(missing)}."
    unconfirmed = sum(angebot.checked_on is None for angebot in town.angebote.values())
    if unconfirmed:
        yield f"{town.slug}: {unconfirmed} of {len(town.angebote)} Angebote were never confirmed."
    if not town.operator:
        yield f"{town.slug}: nobody is named as responsible (operator)."
