"""What the test bench says: the ladder, reasons, what stands against an entry and what would change it."""

from collections.abc import Mapping

from locales import mark_panel

RUNGS: Mapping[str, str] = {
    "named": mark_panel("called by its name"),
    "stadtteil": mark_panel("in the Stadtteil"),
    "neighbour": mark_panel("next door"),
    "city": mark_panel("for the whole town"),
    "remote": mark_panel("by phone or online"),
    "wider": mark_panel("a wider topic"),
    "general_advice": mark_panel("general advice"),
}
REASONS: Mapping[str, str] = {
    "language": mark_panel("speaks the language asked for"),
    "open_now": mark_panel("is open now"),
    "free": mark_panel("costs nothing"),
    "format": mark_panel("in the way asked for"),
    "access": mark_panel("with the access asked for"),
    "group": mark_panel("for the people asked for"),
}
# What stands against an entry: key -> (why, what would change it, the part of its form).
MISSING: Mapping[str, tuple[str, str, str]] = {
    "not_published": (
        mark_panel("It is not published."),
        mark_panel("Publish it, then it is found within two seconds."),
        "part-words",
    ),
    "other_topic": (
        mark_panel("None of its topics is what was asked for."),
        mark_panel("If you do help with this: choose the topic, or add words it is to be found by."),
        "part-topics",
    ),
    "other_stadtteil": (
        mark_panel("It is only for people in other Stadtteile."),
        mark_panel("If you also help people from here: choose this Stadtteil, or none at all for the whole town."),
        "part-place",
    ),
    "expired": (mark_panel("It has ended."), mark_panel("If it goes on: give a later last day, or none."), "part-finding"),
    "hidden": (
        mark_panel("It is hidden, as nobody confirmed it for too long."),
        mark_panel("If everything is right: press “Everything is still right”."),
        "content",
    ),
    "other_sex": (
        mark_panel("It is for women and girls only, and a man asked."),
        mark_panel("If you also help men: choose this under “For whom”."),
        "part-people",
    ),
    "other_age": (
        mark_panel("The age that was said does not fit."),
        mark_panel("If you also help people of that age: change the ages under “For whom”."),
        "part-people",
    ),
}
# What the answer right before it has: key -> sentence.
OTHERS_HAVE: Mapping[str, str] = {
    "here": mark_panel("It is in the Stadtteil of the person, yours is further away."),
    "neighbour": mark_panel("It is next door to the person, yours is further away."),
    "neighbour_only": mark_panel("It is next door to the person, yours is further away."),
    "city": mark_panel("It is for the whole town, yours only for a part of it or by phone."),
    "elsewhere": mark_panel("It is in the town, yours is by phone or online."),
    "named": mark_panel("It was called by its name."),
    "takes_people": mark_panel("It takes new people, yours does not at the moment."),
    "language": mark_panel("It names the language that was asked for."),
    "open_now": mark_panel("It is open now."),
    "free": mark_panel("It says that it costs nothing."),
    "format": mark_panel("It helps in the way that was asked for."),
    "access": mark_panel("It names the access that was asked for."),
    "group": mark_panel("It names the people who were asked for."),
    "first_topic": mark_panel("What was asked for is its first topic, with yours it is a further one."),
}
KINDS: Mapping[str, str] = {
    "suicide": mark_panel("suicide"),
    "self_harm": mark_panel("self-harm"),
    "domestic_violence": mark_panel("violence at home"),
    "sexual_violence": mark_panel("sexual violence"),
    "child_danger": mark_panel("a child in danger"),
    "forced_marriage": mark_panel("forced marriage"),
    "trafficking": mark_panel("human trafficking"),
    "homeless_tonight": mark_panel("no bed tonight"),
    "medical": mark_panel("a medical emergency"),
    "poisoning": mark_panel("poisoning"),
    "psychosis": mark_panel("a mental crisis"),
    "threat": mark_panel("a threat"),
}
