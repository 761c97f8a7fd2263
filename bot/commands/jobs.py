"""`lotse jobs`: what happens without anybody writing."""

import asyncio
from datetime import UTC, datetime
from typing import Annotated

import typer

from bot import jobs
from bot.commands.running import settings_or_exit, working_store

app = typer.Typer(no_args_is_help=True, help="Work in the background.")


@app.command()
def run(once: Annotated[bool, typer.Option("--once", help="Do what is due now and end.")] = False) -> None:
    """Forget what is old, ask carriers whether their Angebote are still right, send mail; `lotse serve` does this by itself."""
    from bot.server import panel_work  # builds on the web framework: not for commands that need no panel

    settings = settings_or_exit()
    with working_store(settings) as store:
        if not once:
            asyncio.run(jobs.run_forever(store, settings=settings, panel_work=panel_work(store, settings)))
        forgotten = jobs.run_once(store, datetime.now(UTC), settings=settings)
        done = panel_work(store, settings)(datetime.now(UTC))
    typer.echo(
        f"Forgotten: {forgotten.conversations} conversations, {forgotten.events} events, {forgotten.messages} unsent messages."
    )
    typer.echo(
        f"Panel: {done.ended} accesses ended, {done.published} planned changes in force, {done.asked} Angebote asked about, {done.sent} mails sent."
    )
