"""From one sentence in a person's own words to a need. Pure: no input, no output, no clock."""

from angebote.understanding.need import CrisisHit, CrisisKind, NameHit, Need, Tier, TopicHit, Wishes
from angebote.understanding.reading import understand

__all__ = ["CrisisHit", "CrisisKind", "NameHit", "Need", "Tier", "TopicHit", "Wishes", "understand"]
