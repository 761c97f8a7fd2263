"""What Telegram is told about the bot: where to deliver updates, its commands and descriptions in every language."""

import logging
from collections.abc import Iterator

from telegram import BotCommand
from telegram.error import TelegramError

from bot.dialogue.questions import COMMANDS
from bot.doors.telegram.api import TelegramApi
from bot.doors.telegram.updates import ALLOWED_UPDATES
from bot.doors.telegram.webhook import PATH
from locales import LANGUAGES, SOURCE_LANGUAGE, mark, say

DESCRIPTION = mark(
    "Write in your own words what you need help with. I show you advice and help in your Stadtteil, free of charge. "
    "I am a program, not a counsellor, and not for emergencies: call 112 or 110. Nothing you write is stored."
)
SHORT_DESCRIPTION = mark("Finds advice and help in your Stadtteil, in your language. A program, not for emergencies.")
DESCRIPTION_SIGNS, SHORT_DESCRIPTION_SIGNS, COMMAND_SIGNS = 512, 120, 256

logger = logging.getLogger(__name__)


async def receive_by_webhook(api: TelegramApi, public_url: str, secret: str) -> None:
    """Ask Telegram to deliver updates to us; what is waiting stays. Errors: telegram.error.TelegramError."""
    await api.bot.set_webhook(
        f"{public_url}{PATH}", secret_token=secret, allowed_updates=ALLOWED_UPDATES, drop_pending_updates=False
    )


async def receive_by_polling(api: TelegramApi) -> None:
    """Ask Telegram to deliver nothing: we ask. What is waiting stays. Errors: telegram.error.TelegramError."""
    await api.bot.delete_webhook(drop_pending_updates=False)


async def introduce(api: TelegramApi) -> None:
    """Tell Telegram the commands and descriptions in every language it knows. Errors: telegram.error.TelegramError."""
    for tag, code in _told_languages():
        commands = [BotCommand(name, say(command.description, tag).text[:COMMAND_SIGNS]) for name, command in COMMANDS.items()]
        await api.bot.set_my_commands(commands, language_code=code)
        await api.bot.set_my_description(say(DESCRIPTION, tag).text[:DESCRIPTION_SIGNS], language_code=code)
        await api.bot.set_my_short_description(say(SHORT_DESCRIPTION, tag).text[:SHORT_DESCRIPTION_SIGNS], language_code=code)


async def introduce_if_possible(api: TelegramApi) -> None:
    """Introduce the bot; without success the old words stay, which harms nobody."""
    try:
        await introduce(api)
    except TelegramError as error:
        logger.warning("telegram commands and descriptions not set kind=%s", type(error).__name__)


def _told_languages() -> Iterator[tuple[str, str | None]]:
    """Shape: (our tag, Telegram's two-letter code); first the words for everybody else, without a code."""
    yield SOURCE_LANGUAGE, None
    yield from ((language.tag, language.tag) for language in LANGUAGES if len(language.tag) == 2)
