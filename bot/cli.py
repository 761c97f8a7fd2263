"""The command `lotse`: serve, understand, refer, languages, and the groups catalogue, user, telegram and jobs."""

import json
import sys
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import version
from typing import Annotated, Any, TextIO

import typer

from angebote.model import Town
from bot.commands import catalogue, jobs, telegram, user
from bot.commands.running import exit_with, opened_store, settings_or_exit
from bot.settings import SettingsError
from bot.terminal import need_as_json, plain
from locales import LANGUAGES, find_language

app = typer.Typer(
    no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False, help="One sentence in, the right help out."
)
app.add_typer(catalogue.app, name="catalogue")
app.add_typer(user.app, name="user")
app.add_typer(telegram.app, name="telegram")
app.add_typer(jobs.app, name="jobs")
TownOption = Annotated[str | None, typer.Option("--town", help="Short name of the town, such as essen.")]
LanguageOption = Annotated[str | None, typer.Option("--lang", help="Language of the text (BCP 47), such as ar.")]


def main() -> None:
    """Run the command line."""
    app()


@app.callback(invoke_without_command=True)
def lotse(show_version: Annotated[bool, typer.Option("--version", help="Say the version and end.")] = False) -> None:
    """Stadtteillotse: one sentence in, the right help in the own Stadtteil out."""
    if show_version:
        typer.echo(version("stadtteillotse"))
        raise typer.Exit


@app.command()
def serve(
    host: Annotated[str | None, typer.Option(help="Address to listen on.")] = None,
    port: Annotated[int | None, typer.Option(help="Port to listen on; 0 takes a free one.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Processes that serve side by side.")] = 1,
) -> None:
    """Serve chat, form, JSON door and panel - and Telegram when a token is set."""
    settings = settings_or_exit(host=host, port=port)
    from bot.server import serve as run

    try:
        run(settings, workers=workers, say_line=typer.echo)
    except SettingsError as error:
        exit_with(str(error))


@app.command()
def understand(
    text: Annotated[str | None, typer.Argument(help="What somebody wrote.")] = None,
    town: TownOption = None,
    lang: LanguageOption = None,
    jsonl: Annotated[
        bool, typer.Option("--jsonl", help="Read one JSON object a line from standard input, write one a line.")
    ] = False,
    explain: Annotated[bool, typer.Option("--explain", help="Show each step instead, for the curious.")] = False,
) -> None:
    """Say what is understood of a text, as JSON: language, topics with the words that led there, place, crisis."""
    if jsonl:
        _understand_lines(sys.stdin, town, lang)
        return
    if text is None:
        exit_with("Give a text, or --jsonl to read them from standard input.", status=2)
    language = _known_language(lang)
    with opened_store() as towns:
        chosen = _chosen(towns, town)
        if explain:
            from angebote.understanding.explain import explain as steps_of

            typer.echo("\n".join(steps_of(text, chosen, language)))
        else:
            typer.echo(json.dumps(_understood(text, chosen, language, towns), ensure_ascii=False, indent=2))


@app.command()
def refer(
    text: Annotated[str, typer.Argument(help="What somebody wrote.")],
    town: TownOption = None,
    lang: LanguageOption = None,
) -> None:
    """Answer a text as the bot would: the cards of the first page, and what is asked if something is missing."""
    from bot.dialogue.engine import advance
    from bot.dialogue.model import Conversation, Said

    language = _known_language(lang)
    with opened_store() as towns:
        chosen = _chosen(towns, town)
        before = Conversation(
            language=language, is_language_chosen=language is not None, town=chosen.slug if chosen else None, has_greeted=True
        )
        _, replies = advance(before, Said(text), towns, datetime.now(UTC))
    typer.echo("\n\n".join(plain(reply) for reply in replies))


@app.command()
def languages() -> None:
    """List the languages: tag, native name, direction, tier, and how far each has been checked."""
    from bot.commands.language_list import language_table

    typer.echo(language_table(LANGUAGES))


@app.command()
def doctor() -> None:
    """Say what is missing before a town may go live; exit status 1 if anything is."""
    from bot.commands.checks import findings

    with opened_store() as towns:
        found = list(findings(towns, datetime.now(UTC).date()))
    typer.echo("\n".join(found) if found else "Everything is in order.")
    if found:
        raise typer.Exit(1)


def _understand_lines(lines: TextIO, town: str | None, lang: str | None) -> None:
    """Answer line by line, at once, in the same order; a bad line gets an object with "error" in its place."""
    with opened_store() as towns:
        for answer in _answers(lines, towns, town, lang):
            sys.stdout.write(json.dumps(answer, ensure_ascii=False) + "\n")
            sys.stdout.flush()


def _answers(lines: TextIO, towns: Mapping[str, Town], town: str | None, lang: str | None) -> Iterator[dict[str, Any]]:
    for line in lines:
        if not line.strip():
            continue
        try:
            row = json.loads(line)
            text, slug, tag = row["text"], row.get("town") or town, row.get("lang") or lang
            if not isinstance(text, str):
                raise TypeError
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
            yield {"error": 'write one object a line: {"text": "...", "lang": "ar", "town": "essen"}'}
            continue
        if slug and slug not in towns:
            yield {"error": f"there is no town {slug}; there are: {', '.join(towns)}"}
            continue
        found = find_language(tag if isinstance(tag, str) else None)
        yield _understood(text, towns.get(slug) if slug else None, found.tag if found else None, towns)


def _understood(text: str, town: Town | None, lang: str | None, towns: Mapping[str, Town]) -> dict[str, Any]:
    from angebote.understanding import understand as understand_text

    need = understand_text(text, town, lang, towns=tuple(towns.values()) if town is None else ())
    return need_as_json(need, town or towns.get(need.town or ""))


def _chosen(towns: Mapping[str, Town], slug: str | None) -> Town | None:
    if slug is None:
        return None
    if slug not in towns:
        exit_with(f"There is no town {slug}. There are: {', '.join(towns)}.")
    return towns[slug]


def _known_language(tag: str | None) -> str | None:
    language = find_language(tag)
    if tag is not None and language is None:
        exit_with(f"The language {tag} is not known. There are: {', '.join(one.tag for one in LANGUAGES)}.")
    return language.tag if language else None
