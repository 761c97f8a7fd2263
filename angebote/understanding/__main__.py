"""`python -m angebote.understanding`: builds the index of the words where it is missing or older than the word files."""

from angebote.understanding.lexicon import lexicon

if __name__ == "__main__":
    lexicon()
