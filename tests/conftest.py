"""What holds for every test: the machine may be slow, so no property test is measured by the clock."""

from hypothesis import settings

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
