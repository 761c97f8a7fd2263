"""Each step from a message to a need, for the curious: what was read, in which languages, which words stood for what."""

from collections.abc import Collection, Iterator

from angebote.model import Town
from angebote.understanding.languages import guess_languages
from angebote.understanding.lexicon import lexicon
from angebote.understanding.local import find_local
from angebote.understanding.need import TopicHit
from angebote.understanding.normalise import Message, read_message
from angebote.understanding.patterns import Hit
from angebote.understanding.reading import understand

OF_THE_TOWN = " (the town's own word)"


def explain(text: str, town: Town | None, language: str | None = None) -> Iterator[str]:
    """Yield the steps as lines of text, in the order in which they are taken."""
    words = lexicon()
    message = read_message(text)
    tongues = guess_languages(message, words, language)
    yield f"1. levelled:   {' '.join(message.words) or '(nothing to read)'}"
    yield f"2. languages:  written in {tongues.written or '?'}; looked up in {', '.join(tongues.plausible)}"
    yield "3. signs:"
    for tag in tongues.plausible:
        yield from (
            f"   {_sign(tag, hit, message)}" for hit in sorted(words.languages[tag].find(message), key=lambda hit: hit.first)
        )
    own = sorted(find_local(message, town, words), key=lambda hit: hit.first) if town else []
    yield from (f"   {_sign('own word', hit, message)}{OF_THE_TOWN}" for hit in own)
    need = understand(text, town, language)
    local = {(hit.sign.name, message.spelling(hit.first, hit.last)) for hit in own}
    yield "4. topics:"
    yield from (f"   {hit.id} {hit.score:.2f} because of {_because(hit, local)}" for hit in need.topics)
    yield from (f"   {hit.id} perhaps, because of {_because(hit, local)}" for hit in need.possible)
    place = town.stadtteile[need.stadtteil_id].name if town and need.stadtteil_id else "-"
    yield f"5. place:      {place}; postcode {need.postcode or '-'}; {len(need.choices)} to choose from"
    yield f"6. names:      {len(need.names)} found"
    yield f"7. emergency:  {', '.join(f'{hit.kind} ({hit.tier})' for hit in need.crisis) or '-'}"


def _because(hit: TopicHit, local: Collection[tuple[str, str]]) -> str:
    words = (f"{word}{OF_THE_TOWN if (hit.id, word) in local else ''}" for word in hit.because)
    return ", ".join(words) or "the emergency"


def _sign(tag: str, hit: Hit, message: Message) -> str:
    typed = message.spelling(hit.first, hit.last)
    part = f" (part {hit.sign.part[1] + 1} of {hit.sign.part[2]})" if hit.sign.part else ""
    return f"{tag:10} “{typed}” fits {hit.quality:.2f} with {' '.join(hit.keys)}: {hit.sign.area} {hit.sign.name}{part}"
