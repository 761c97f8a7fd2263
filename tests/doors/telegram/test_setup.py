"""What Telegram is told about the bot."""

from pathlib import Path

from angebote.store import open_store
from bot.dialogue.questions import COMMANDS
from bot.doors.telegram import TelegramDoor
from bot.doors.telegram.setup import COMMAND_SIGNS, DESCRIPTION, DESCRIPTION_SIGNS, SHORT_DESCRIPTION, SHORT_DESCRIPTION_SIGNS
from bot.doors.telegram.updates import ALLOWED_UPDATES
from bot.doors.turn import Turns
from locales import LANGUAGES, say
from tests.doors.telegram.emulator import BotApi, Fault, Webhook
from tests.doors.telegram.fake_dialogue import advance
from tests.doors.telegram.running import KEY, SECRET, NoTowns, settings_for
from tests.loops import run


def set_up(api: BotApi, folder: Path, *, is_webhook: bool) -> None:
    """Do what `lotse telegram set-up` does."""
    settings = settings_for(folder, api.url, is_webhook=is_webhook)
    store = open_store(settings.database)
    run(TelegramDoor(store, Turns(store, NoTowns(), key=KEY, settings=settings, advance=advance), settings).set_up())
    store.close()


def test_an_https_address_makes_telegram_deliver_with_the_secret_and_drop_nothing(api: BotApi, tmp_path: Path) -> None:
    set_up(api, tmp_path, is_webhook=True)

    assert api.webhook == Webhook("https://lotse.example/telegram/webhook", SECRET, ALLOWED_UPDATES)


def test_without_https_a_webhook_of_before_is_taken_away(api: BotApi, tmp_path: Path) -> None:
    api.webhook = Webhook("https://old.example/x", "s")

    set_up(api, tmp_path, is_webhook=False)

    assert api.webhook == Webhook()


def test_commands_and_descriptions_are_told_in_every_language_telegram_knows(api: BotApi, tmp_path: Path) -> None:
    set_up(api, tmp_path, is_webhook=False)

    codes = {""} | {language.tag for language in LANGUAGES if len(language.tag) == 2}
    for method in ("setMyCommands", "setMyDescription", "setMyShortDescription"):
        assert {code for told, code in api.told.words if told == method} == codes
    assert [one["command"] for one in api.told.words["setMyCommands", "de"]["commands"]] == list(COMMANDS)


def test_set_up_waits_when_telegram_asks_for_patience(api: BotApi, tmp_path: Path) -> None:
    api.trouble(Fault("setMyCommands", status=429, retry_after=0.1))

    set_up(api, tmp_path, is_webhook=False)

    assert ("setMyCommands", "") in api.told.words


def test_the_words_about_the_bot_fit_into_telegrams_limits_in_every_language() -> None:
    for language in LANGUAGES:
        assert len(say(DESCRIPTION, language.tag).text) <= DESCRIPTION_SIGNS
        assert len(say(SHORT_DESCRIPTION, language.tag).text) <= SHORT_DESCRIPTION_SIGNS
        assert all(len(say(command.description, language.tag).text) <= COMMAND_SIGNS for command in COMMANDS.values())
