"""`lotse telegram`: set the bot up, serve it alone, make deep links."""

import asyncio
from typing import Annotated

import typer

from bot.commands.running import exit_with, opened_store, settings_or_exit, working_store
from bot.dialogue.links import payload_of
from bot.dialogue.model import Started
from bot.settings import Settings

app = typer.Typer(no_args_is_help=True, help="The Telegram bot.")


@app.command("set-up")
def set_up() -> None:
    """Tell Telegram where to deliver messages, and the commands and descriptions in every language."""
    asyncio.run(_with_door(_settings_with_token(), is_once=True))
    typer.echo("Telegram knows the bot now.")


@app.command()
def poll() -> None:
    """Serve Telegram alone, without the web doors, until stopped."""
    asyncio.run(_with_door(_settings_with_token(), is_once=False))


@app.command()
def link(
    bot_name: Annotated[str, typer.Argument(help="User name of the bot, without @.")],
    town: Annotated[str, typer.Option(help="Short name of the town.")] = "",
    stadtteil: Annotated[str, typer.Option(help="Short name of the Stadtteil.")] = "",
    topic: Annotated[str, typer.Option(help="Id of the topic.")] = "",
    lang: Annotated[str, typer.Option(help="Language (BCP 47).")] = "",
) -> None:
    """Print a deep link that opens the bot at a town, Stadtteil, topic and language - for posters and websites."""
    with opened_store() as towns:
        if town and town not in towns:
            exit_with(f"There is no town {town}. There are: {', '.join(towns)}.")
        found = [one.id for one in towns[town].stadtteile.values() if one.slug == stadtteil] if town and stadtteil else []
    if stadtteil and not found:
        exit_with(f"There is no Stadtteil {stadtteil} in {town or 'an unnamed town'}.")
    payload = payload_of(Started(town=town, stadtteil=found[0] if found else "", topic=topic, language=lang))
    typer.echo(f"https://t.me/{bot_name}?start={payload}")


def _settings_with_token() -> Settings:
    settings = settings_or_exit()
    if not settings.telegram_token:
        exit_with("LOTSE_TELEGRAM_TOKEN: set the token that @BotFather gave you.")
    return settings


async def _with_door(settings: Settings, *, is_once: bool) -> None:
    from telegram.error import TelegramError

    from angebote.store.snapshots import Towns
    from bot.dialogue.engine import advance
    from bot.doors.telegram import TelegramDoor
    from bot.doors.turn import Turns

    with working_store(settings) as store:
        turns = Turns(store, Towns(store), key=settings.key(), settings=settings, advance=advance)
        door = TelegramDoor(store, turns, settings)
        try:
            await (door.set_up() if is_once else door.run())
        except TelegramError as error:
            exit_with(f"Telegram does not answer as hoped ({type(error).__name__}). Check the token and the network.")
