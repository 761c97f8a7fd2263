"""What `lotse doctor` looks at: is a town ready for people who need it at once?"""

from collections.abc import Iterator, Mapping
from datetime import date

from angebote.findings import CHECK_AFTER_DAYS, needs_check, town_findings
from angebote.helplines import help_lines
from angebote.model import Town
from locales import LANGUAGES, read_words

SENTENCES = {
    "place": "the emergency place {place} is missing. Residents are sent to 110 until it is filled in.",
    "topics": "no Angebot for {topics}.",
    "unconfirmed": "{count} of {all} Angebote were never confirmed.",
    "operator": "nobody is named as responsible (operator).",
}
NOT_REVIEWED = "not yet reviewed by a native speaker"


def findings(towns: Mapping[str, Town], today: date) -> Iterator[str]:
    """Yield one sentence for everything that should be mended before a town goes live."""
    for line in help_lines().values():
        if needs_check(line.checked_on, today):
            yield f"The help line {line.number} ({line.name}) was not checked for {CHECK_AFTER_DAYS} days."
    unreviewed = [
        language.tag for language in LANGUAGES if read_words(language.tag, "crisis").get("reviewer", NOT_REVIEWED) == NOT_REVIEWED
    ]
    if unreviewed:
        yield f"The crisis words of {', '.join(unreviewed)} were not yet reviewed by a native speaker."
    for town in towns.values():
        yield from (f"{town.slug}: {SENTENCES[one.kind].format(**one.values)}" for one in town_findings(town))
