"""A referral -> a card made of translated facts, with the carrier's own words in the language they really are in."""

from collections.abc import Iterator
from datetime import date, datetime

from angebote.freshness import freshness_of
from angebote.model import Angebot, Location, Town
from angebote.referral import Referral
from angebote.topics import facts, topics
from bot.dialogue.hours import date_text, hours_text, state_text
from bot.dialogue.model import Card, Fact, Option
from locales import Text, language_name, language_of, ltr, mark, say, say_count

REASONS = {
    "here": mark("In your Stadtteil"),
    "neighbour": mark("Close by, next to your Stadtteil"),
    "neighbour_only": mark("For people next door - ask whether they can help you too"),
    "city": mark("For the whole city"),
    "elsewhere": mark("For people in {area}"),
    "remote": mark("By phone or online, all over Germany"),
}
LABELS = {
    "does": ("ℹ️", mark("What you get")),
    "topics": ("🔎", mark("Helps with")),
    "for_whom": ("👤", mark("For")),
    "cost": ("🪙", mark("Cost")),
    "intake": ("⏳", mark("New people")),
    "hours": ("🕒", mark("Times")),
    "formats": ("🚪", mark("How")),
    "address": ("📍", mark("Address")),
    "phone": ("📞", mark("Phone")),
    "email": ("✉️", mark("E-mail")),
    "website": ("🌐", mark("Website")),
    "languages": ("💬", mark("Languages")),
    "access": ("♿", mark("Access")),
    "documents": ("📄", mark("Please bring")),
    "trust": ("🤝", mark("Good to know")),
    "next_step": ("👉", mark("Next step")),
    "does_not": ("✋", mark("Not here")),
    "instead": ("↪️", mark("For this go there")),
    "checked": ("✔️", mark("Checked")),
}

CARRIERS_WORDS = frozenset({"does", "next_step", "does_not"})


def card_of(referral: Referral, town: Town, language: str, now: datetime) -> Card:
    """Return the card of one referral in one language.

    Shape:  facts come in reading order, only those that are known. Translated facts are in `language`, the carrier's words in theirs.
    Units:  `now` is aware, in the local zone of the town.
    """
    angebot = referral.angebot
    place = town.place_of(angebot)
    return Card(
        angebot_id=angebot.id,
        icon=_icon_of(referral),
        title=Text(*angebot.name_for(language)),
        traeger=_carrier_of(angebot, town),
        reason=_reason_of(referral, town, language),
        state=state_text(referral.opening, now, language),
        facts=tuple(_facts_of(angebot, town, language, now.date())),
        options=tuple(_options_of(angebot, place, language)),
        phone=angebot.phones[0].number if angebot.phones else "",
        place=_map_of(place),
    )


def dialled(number: str) -> str:
    """Return a German phone number as a phone dials it from anywhere: "0201 23125-100" -> "+4920123125100"; short numbers stay."""
    digits = "".join(sign for sign in number if sign.isdigit() or sign == "+")
    return f"+49{digits[1:]}" if digits.startswith("0") and not digits.startswith("00") else digits


def address_of(place: Location) -> str:
    """Return the address in one line, as on a letter."""
    return ", ".join(part for part in (place.name, place.street, f"{place.postcode} {place.city}".strip()) if part)


def _facts_of(angebot: Angebot, town: Town, tag: str, today: date) -> Iterator[Fact]:
    for key, lines in (
        ("does", _carrier_words(angebot, tag, "does")),
        ("topics", [_joined([say(topics()[one].label, tag) for one in angebot.topics if one in topics()], tag)]),
        ("for_whom", _audience(angebot, tag)),
        ("cost", [_cost(angebot, tag)]),
        ("intake", _intake(angebot, tag, today)),
        ("hours", _hours(angebot, tag)),
        ("formats", _coded("format", angebot.formats, tag)),
        ("address", _address(town.place_of(angebot), tag)),
        ("phone", [_phone(number.number, number.note, angebot, tag) for number in angebot.phones]),
        ("email", [Text(ltr(angebot.email, tag), tag)] if angebot.email else []),
        ("website", [Text(ltr(angebot.website, tag), tag)] if angebot.website else []),
        ("languages", _languages(angebot, tag)),
        ("access", _coded("access", tuple(dict.fromkeys((*angebot.access, *_access_of(town.place_of(angebot))))), tag)),
        ("documents", _coded("document", angebot.documents, tag)),
        ("trust", _trust(angebot, tag)),
        ("next_step", _carrier_words(angebot, tag, "next_step")),
        ("does_not", _carrier_words(angebot, tag, "does_not")),
        ("instead", _instead(angebot, town, tag)),
        ("checked", [_checked(angebot, tag, today)]),
    ):
        kept = tuple(line for line in lines if line.text)
        if kept:
            yield Fact(key, LABELS[key][0], _label(key, kept, tag, angebot), kept)


def _hours(angebot: Angebot, tag: str) -> tuple[Text, ...]:
    lines = hours_text(angebot.schedules, tag)
    return (*lines, say("Closed in the school holidays.", tag)) if lines and angebot.closed_in_school_holidays else lines


def _label(key: str, lines: tuple[Text, ...], tag: str, angebot: Angebot) -> Text:
    """The label of a fact; the carrier's words are marked with the language they are in if they are not translated, and as a machine's if one translated them."""
    label = say(LABELS[key][1], tag)
    if key in CARRIERS_WORDS and angebot.texts[lines[0].language].is_machine:
        return say("{label} (translated by a machine)", tag, label=label.text)
    written = {line.language.partition("-")[0] for line in lines} - {tag.partition("-")[0]}
    if key not in CARRIERS_WORDS or not written:
        return label
    return Text(f"{label.text} ({language_name(written.pop(), tag)})", label.language)


def _carrier_words(angebot: Angebot, tag: str, field: str) -> list[Text]:
    """The carrier's own words; a field that is not translated comes from the source language, and says so by its tag."""
    for chosen in (tag, angebot.source_language):
        words = angebot.texts.get(chosen)
        if words is not None and getattr(words, field):
            return [Text(getattr(words, field), chosen)]
    return []


def _carrier_of(angebot: Angebot, town: Town) -> str:
    traeger = town.traeger.get(angebot.traeger_id)
    programme = town.programmes.get(angebot.programme_id or "")
    names = [traeger.name if traeger else "", f"{programme.icon} {programme.name}".strip() if programme else ""]
    return " · ".join(name for name in names if name)


def _icon_of(referral: Referral) -> str:
    key = referral.topic or (referral.angebot.topics[0] if referral.angebot.topics else "")
    return topics()[key].icon if key in topics() else "💬"


def _reason_of(referral: Referral, town: Town, tag: str) -> Text | None:
    nearness = next((reason for reason in referral.reasons if reason in REASONS), None)
    if nearness is None:
        return None
    served = [town.stadtteile[one].name for one in referral.angebot.stadtteil_ids if one in town.stadtteile]
    return say(REASONS[nearness], tag, area=ltr(", ".join(served[:4]), tag))


def _audience(angebot: Angebot, tag: str) -> list[Text]:
    lines = list(_coded("target_group", angebot.target_groups, tag))
    youngest, oldest = angebot.minimum_age, angebot.maximum_age
    if youngest is not None and oldest is not None:
        lines.append(say("from {youngest} to {oldest} years", tag, youngest=youngest, oldest=oldest))
    elif youngest is not None:
        lines.append(say("from {youngest} years", tag, youngest=youngest))
    elif oldest is not None:
        lines.append(say("up to {oldest} years", tag, oldest=oldest))
    return lines


def _cost(angebot: Angebot, tag: str) -> Text:
    if angebot.cost == "fee" and angebot.price_cents:
        price = f"{angebot.price_cents // 100},{angebot.price_cents % 100:02} €"
        return say("costs {price}", tag, price=ltr(price, tag))
    costs = facts()["cost"]
    return say(costs[angebot.cost], tag)


def _intake(angebot: Angebot, tag: str, today: date) -> list[Text]:
    intake, lines = angebot.intake, []
    if intake.closed_until is not None and intake.closed_until >= today:
        lines.append(say("No new people until {date}.", tag, date=date_text(intake.closed_until, tag)))
    if intake.waiting_weeks and (intake.waiting_valid_to is None or intake.waiting_valid_to >= today):
        lines.append(say_count("You wait about {count} week.", "You wait about {count} weeks.", intake.waiting_weeks, tag))
    return lines


def _address(place: Location | None, tag: str) -> list[Text]:
    return [Text(ltr(address_of(place), tag), tag)] if place else []


def _access_of(place: Location | None) -> tuple[str, ...]:
    return place.access if place else ()


def _phone(number: str, note: str, angebot: Angebot, tag: str) -> Text:
    return Text(f"{ltr(number, tag)} ({note})", angebot.source_language) if note else Text(ltr(number, tag), tag)


def _languages(angebot: Angebot, tag: str) -> list[Text]:
    lines = []
    for spoken in angebot.languages:
        name = language_name(spoken.tag, tag)
        hours = "; ".join(line.text for line in hours_text(spoken.schedules, tag))
        lines.append(Text(f"{name} ({hours})" if hours else name, tag))
    plain = [line for line, spoken in zip(lines, angebot.languages, strict=True) if not spoken.schedules]
    rest = [line for line in lines if line not in plain]
    if angebot.is_interpreter_possible:
        rest.append(say("An interpreter is possible. Please ask before.", tag))
    return [*([_joined(plain, tag)] if plain else []), *rest]


def _trust(angebot: Angebot, tag: str) -> list[Text]:
    said = (
        (angebot.is_confidential, mark("What you say stays there.")),
        (angebot.is_anonymous, mark("You need not say your name.")),
        (angebot.is_not_an_authority, mark("This is not an authority.")),
    )
    return [say(sentence, tag) for holds, sentence in said if holds]


def _instead(angebot: Angebot, town: Town, tag: str) -> list[Text]:
    lines = []
    for link in angebot.instead:
        other = town.angebote.get(link.angebot_id)
        if other is not None and link.topic in topics():
            name = other.name_for(tag)[0]
            lines.append(say("{topic}: {name}", tag, topic=say(topics()[link.topic].label, tag).text, name=name))
    return lines


def _checked(angebot: Angebot, tag: str, today: date) -> Text:
    if angebot.checked_on is None or freshness_of(angebot, today) in ("marked", "hidden"):
        return say("Not confirmed yet. Please call before you go.", tag)
    return say("by the carrier on {date}", tag, date=date_text(angebot.checked_on, tag))


def _coded(kind: str, keys: tuple[str, ...], tag: str) -> list[Text]:
    known = [say(facts()[kind][key], tag) for key in keys if key in facts()[kind]]
    return [_joined(known, tag)] if known else []


def _joined(texts: list[Text], tag: str) -> Text:
    separator = language_of(tag).comma
    return Text(separator.join(text.text for text in texts), texts[0].language if texts else tag)


def _options_of(angebot: Angebot, place: Location | None, tag: str) -> Iterator[Option]:
    if angebot.phones:
        yield Option(say("Call", tag), icon="📞", url=f"tel:{dialled(angebot.phones[0].number)}")
    if place is not None:
        yield Option(say("Map", tag), action=f"map:{angebot.id}", icon="🗺️")
    yield Option(say("Something is wrong here", tag), action=f"wrong:{angebot.id}", icon="🛠️", is_aside=True)


def _map_of(place: Location | None) -> tuple[str, str, float, float] | None:
    if place is None or place.latitude is None or place.longitude is None:
        return None
    return place.name or place.street, address_of(place), place.latitude, place.longitude
