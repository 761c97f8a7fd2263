"""What to call the browser somebody signs in with: its kind and its system, nothing that could tell two of them apart."""

BROWSERS = (("Edg", "Edge"), ("OPR", "Opera"), ("Firefox", "Firefox"), ("Chrome", "Chrome"), ("Safari", "Safari"))
SYSTEMS = (
    ("Android", "Android"),
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Windows", "Windows"),
    ("Mac OS", "Mac"),
    ("CrOS", "Chromebook"),
    ("Linux", "Linux"),
)
"""What stands in the browser's own description -> what people call it; the first that fits."""


def device_of(description: str) -> str:
    """Return "Firefox, Windows" for what a browser says of itself (User-Agent); "" if nothing is known of it."""
    return ", ".join(
        name
        for names in (BROWSERS, SYSTEMS)
        for name in [next((name for sign, name in names if sign in description), "")]
        if name
    )
