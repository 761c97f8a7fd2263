"""Search engines others would take, over the very same words: what do they find, how fast are they, do they stay silent?"""

import sqlite3
from collections import Counter
from collections.abc import Callable, Iterable
from typing import NamedTuple

import psycopg
import tantivy
from rapidfuzz import fuzz, process

from angebote.understanding.normalise import fold
from locales import LANGUAGES, read_words

Find = Callable[[str], list[str]]
BEST = 8
WRATIO_CUTOFF = 86.0


class Term(NamedTuple):
    """One entry of a lexicon: levelled text, topic."""

    text: str
    topic: str


def terms() -> list[Term]:
    """Return the strong and weak entries of all languages, levelled, without their notation."""
    found = {
        Term(fold(entry.replace("*", " ").replace("=", "").strip("-")), topic)
        for language in LANGUAGES
        for topic, row in read_words(language.tag, "lexicon").items()
        for area in ("strong", "weak")
        for entry in row.get(area, ())
    }
    return sorted(term for term in found if term.text)


def fts5(words: Iterable[Term]) -> Find:
    """SQLite FTS5 with its trigram tokenizer, ranked by bm25: any trigram of the message may match."""
    database = sqlite3.connect(":memory:")
    database.execute("CREATE VIRTUAL TABLE term USING fts5(text, topic UNINDEXED, tokenize='trigram')")
    database.executemany("INSERT INTO term VALUES (?, ?)", words)

    def find(text: str) -> list[str]:
        grams = {f'"{word[start : start + 3]}"' for word in fold(text).split() for start in range(len(word) - 2)}
        if not grams:
            return []
        query = " OR ".join(sorted(grams))
        rows = database.execute("SELECT topic FROM term WHERE term MATCH ? ORDER BY bm25(term) LIMIT ?", (query, BEST))
        return _ranked(topic for (topic,) in rows)

    return find


def pg_trgm(words: Iterable[Term], connection: psycopg.Connection) -> Find:
    """PostgreSQL with pg_trgm: the terms whose trigrams the message holds best (word similarity), through a GiST index."""
    connection.execute("CREATE EXTENSION pg_trgm")
    connection.execute("CREATE TABLE term (text text, topic text)")
    with connection.cursor().copy("COPY term FROM STDIN") as copy:
        for word in words:
            copy.write_row(word)
    connection.execute("CREATE INDEX ON term USING gist (text gist_trgm_ops(siglen=64))")
    connection.execute("ANALYZE term")

    def find(text: str) -> list[str]:
        near = "SELECT topic FROM term WHERE text <% %(text)s ORDER BY text <<-> %(text)s LIMIT %(best)s"
        rows = connection.execute(near.replace("<% %(", "<%% %("), {"text": fold(text), "best": BEST}).fetchall()
        return _ranked(str(topic) for (topic,) in rows)

    return find


def tantivy_ngrams(words: Iterable[Term]) -> Find:
    """Tantivy with character n-grams of three."""
    schema = (
        tantivy.SchemaBuilder()
        .add_text_field("text", stored=False, tokenizer_name="ngram3")
        .add_text_field("topic", stored=True)
        .build()
    )
    index = tantivy.Index(schema)
    analyzer = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.ngram(min_gram=3, max_gram=3, prefix_only=False)).build()
    index.register_tokenizer("ngram3", analyzer)
    writer = index.writer()
    for term in words:
        writer.add_document(tantivy.Document(text=term.text, topic=term.topic))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def find(text: str) -> list[str]:
        plain = fold(text)
        grams = {plain[start : start + 3] for start in range(len(plain) - 2)}
        clauses = [(tantivy.Occur.Should, tantivy.Query.term_query(schema, "text", gram)) for gram in sorted(grams)]
        if not clauses:
            return []
        query = tantivy.Query.boolean_query(clauses)
        return _ranked(str(searcher.doc(address)["topic"][0]) for _, address in searcher.search(query, BEST).hits)

    return find


def wratio(words: Iterable[Term]) -> Find:
    """RapidFuzz WRatio of the levelled message against every term."""
    listed = list(words)
    texts = [term.text for term in listed]

    def find(text: str) -> list[str]:
        rows = process.extract(fold(text), texts, scorer=fuzz.WRatio, limit=BEST, score_cutoff=WRATIO_CUTOFF)
        return _ranked(listed[number].topic for _, _, number in rows)

    return find


def _ranked(topics: Iterable[str]) -> list[str]:
    """Topics by the rank of their best hit, then by how many hits they have."""
    found = list(topics)
    count = Counter(found)
    return sorted(dict.fromkeys(found), key=lambda topic: (found.index(topic), -count[topic]))
