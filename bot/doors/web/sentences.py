"""What stands around the conversation on a page: one table of sentences, so that every language gets every one."""

from collections.abc import Mapping
from functools import cache

from locales import Text, mark, say

PRODUCT = "Stadtteillotse"

_SENTENCES: Mapping[str, str] = {
    "skip": mark("Go to the content"),
    "languages": mark("Language"),
    "emergency": mark("Emergency"),
    "chat": mark("Chat"),
    "form": mark("Form"),
    "privacy": mark("Privacy"),
    "imprint": mark("Legal notice"),
    "delete": mark("Delete my data"),
    "footer": mark("More pages"),
    "conversation": mark("Conversation"),
    "you": mark("You wrote:"),
    "bot": mark("Answer:"),
    "message": mark("Your message"),
    "message_hint": mark("One sentence is enough. You need no name."),
    "send": mark("Send"),
    "wait": mark("One moment please ..."),
    "offline": mark("No connection. Please try again."),
    "location": mark("Use my location"),
    "location_failed": mark("The location did not work. Please type your Stadtteil."),
    "listen": mark("Read aloud"),
    "stop": mark("Stop reading"),
    "print": mark("Print"),
    "own_page": mark("Open as a page to print or pass on"),
    "call": mark("Call"),
    "more_facts": mark("All details"),
    "provider": mark("Offered by"),
    "back_to_chat": mark("Back to the chat"),
    "in_german": mark("The same in German"),
    "pass_on_hint": mark("You can show this page at the counter. The German text is below."),
    "leave": mark("Leave this page quickly"),
    "leave_hint": mark("Or press the Escape key three times."),
    "leave_truth": mark("Your browser may still keep this page in its history. You can delete the history in the browser."),
    "form_title": mark("Find help near you"),
    "form_lead": mark("Write what it is about, or choose a topic. You need no name."),
    "form_text": mark("What is it about?"),
    "form_text_hint": mark("Write it in your own words and in your language."),
    "form_topic": mark("Choose a topic"),
    "form_no_topic": mark("No topic"),
    "form_town": mark("Town"),
    "form_choose": mark("Please choose"),
    "form_stadtteil": mark("Your Stadtteil"),
    "form_stadtteil_hint": mark("The name or the postcode. You can leave it empty."),
    "form_language": mark("Language of the answer"),
    "form_submit": mark("Show help"),
    "form_answer": mark("The answer"),
    "form_more": mark("Write more"),
    "form_again": mark("Ask something new"),
    "form_empty": mark("Please write a sentence or choose a topic."),
    "chat_empty": mark("Please write a sentence."),
    "program": mark("This is a computer program. It shows you where to find help. It is not a counsellor."),
    "danger": mark("Are you in danger right now? Call 112 or 110."),
    "fire": mark("Ambulance and fire brigade"),
    "police": mark("Police"),
    "free_calls": mark("Both numbers are free, day and night, from every phone."),
    "emergency_title": mark("Help in an emergency"),
    "emergency_more": mark("More help lines"),
    "unknown_town": mark("This link names a town that is not here. Please choose a town."),
    "unknown_stadtteil": mark("This link names a Stadtteil that is not known here. Please write where you live."),
    "unknown_topic": mark("This link names a topic that is not known here. Please write what it is about."),
    "unknown_language": mark("This link names a language that is not here. You can choose a language above."),
    "expired": mark("Your earlier conversation has ended and was deleted. This is a new one."),
    "deleted": mark("Your data was deleted. Nothing about this conversation is kept."),
    "deleted_title": mark("Deleted"),
    "deleted_new": mark("Start a new conversation"),
    "hand_over": mark("For passing on"),
    "privacy_title": mark("What happens with your words"),
    "privacy_text": mark("Your messages are read by a program, answered and forgotten. They are not stored."),
    "privacy_state": mark("Only your choices are kept for a short time: the language, the town, the Stadtteil and the topic."),
    "privacy_name": mark("You need no name, no account and no phone number."),
    "privacy_cookie": mark("This page sets one cookie. It holds a random number and ends when you close the browser."),
    "privacy_hosts": mark("This page loads nothing from other companies. Nobody follows you here."),
    "privacy_counts": mark("We count how often a topic is asked for. The numbers never say who asked."),
    "privacy_location": mark("If you share your location, it becomes a Stadtteil and is then forgotten."),
    "privacy_delete": mark("You can delete everything at once with the button at the bottom of each page."),
}

STATUS_SENTENCES: Mapping[int, tuple[str, str]] = {
    400: (mark("This did not work"), mark("The request could not be read. Please go back and try again.")),
    403: (
        mark("This did not work"),
        mark("The request came from another page. Please open this page again and send it from here."),
    ),
    404: (mark("This page does not exist"), mark("Perhaps the offer has ended. In the chat we find another one for you.")),
    405: (mark("This did not work"), mark("This page cannot be used in this way. Please start in the chat.")),
    413: (mark("That is too much text"), mark("Please write less. One or two sentences are enough.")),
    422: (mark("This did not work"), mark("Something in the form could not be read. Please check it and send it again.")),
    429: (mark("That was a little fast"), mark("Please wait a minute and then try again.")),
    500: (mark("Something went wrong on our side"), mark("It is not your fault. Please try again in a moment.")),
    503: (mark("We are not ready yet"), mark("Please try again in a moment.")),
}
FAULT_NUMBER = mark("Number of this fault: {number}")
FORGOTTEN_AFTER = mark("After {minutes} minutes without a message they are forgotten.")
RESPONSIBLE = mark("Responsible: {operator}")
PRIVACY_CONTACT = mark("Questions about privacy: {contact}")
TOO_LONG = mark("That is too long. Please write at most {count} characters.")
BAD_FIELDS = mark("Some fields cannot be used: {fields}")
NO_SUCH_TOWN = mark("There is no town {name} here.")
NO_SUCH_LANGUAGE = mark("The language {name} is not spoken here.")


@cache
def sentences(tag: str) -> Mapping[str, Text]:
    """Return every sentence of the pages in that language, by its short name."""
    return {name: say(sentence, tag) for name, sentence in _SENTENCES.items()}


def status_sentences(status: int, tag: str) -> tuple[Text, Text]:
    """Return title and advice for an HTTP status; one that is not in the table reads like its family."""
    title, advice = STATUS_SENTENCES.get(status) or STATUS_SENTENCES[500 if status >= 500 else 400]
    return say(title, tag), say(advice, tag)
