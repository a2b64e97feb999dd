"""Articles for measurements: the same ones each time, on every machine.

About 4 KB of Markdown each, with a title, a date, an author, one of 20 categories and up to five of 500 tags in YAML
front matter that Tidings and Hugo both read. Article number i is the same in a folder of 1,000 and of 100,000.
"""

import datetime
import pathlib
import random

CATEGORIES = [f"category-{number:02}" for number in range(20)]
TAGS = [f"tag-{number:03}" for number in range(500)]
AUTHORS = [f"{first} {last}" for first in ("Ada", "Ben", "Cleo", "Dan", "Ema") for last in ("Ash", "Birk", "Cole", "Dahl")]

_EPOCH = datetime.datetime(2015, 1, 1, tzinfo=datetime.timezone.utc)
_DAYS = 3650
# Added articles are newer than all existing ones, and not in the future.
_DROPPED = datetime.datetime(2025, 1, 1, tzinfo=datetime.timezone.utc)
_PROBES = datetime.datetime(2025, 6, 1, tzinfo=datetime.timezone.utc)

_SMALL_WORDS = (
    "the a of and to in is it that for was on with as by at from or an be this which are not but had his they has"
    " were their one all we can her there been if more when will would who so no out up into than them some could"
).split()
_BLOCKS = 6000


class Article:
    """The content of a file, and the expected values in a feed."""

    def __init__(self, number, title, date, author, category, tags, body):
        self.name = f"article-{number:06}.md"
        self.title, self.date, self.author = title, date, author
        self.category, self.tags, self.body = category, tags, body

    def text(self):
        """Returns the content of the file."""
        tags = "[" + ", ".join(self.tags) + "]"
        return (
            f'---\ntitle: "{self.title}"\ndate: {self.date:%Y-%m-%dT%H:%M:%SZ}\nauthor: {self.author}\n'
            f"categories: [{self.category}]\ntags: {tags}\n---\n\n{self.body}"
        )

    def toml(self):
        """Returns the same file with front matter for Zola."""
        quoted = ", ".join(f'"{tag}"' for tag in self.tags)
        return (
            f'+++\ntitle = "{self.title}"\ndate = {self.date:%Y-%m-%dT%H:%M:%SZ}\nauthors = ["{self.author}"]\n'
            f'[taxonomies]\ncategories = ["{self.category}"]\ntags = [{quoted}]\n+++\n\n{self.body}'
        )


def articles(count, first=0):
    """Yields `count` articles, starting at number `first`. Earlier ones are generated too and discarded."""
    dice = random.Random("tidings side by side")
    words = _vocabulary(dice)
    blocks = [_block(dice, words) for _ in range(_BLOCKS)]
    for number in range(first + count):
        # The words make the title realistic; the number makes it unique.
        title = f"{dice.choice(words).capitalize()} {dice.choice(words)} {dice.choice(words)} {number}"
        date = _EPOCH + datetime.timedelta(seconds=dice.randrange(_DAYS * 86400))
        author, category = dice.choice(AUTHORS), dice.choice(CATEGORIES)
        tags = sorted(dice.sample(TAGS, dice.randrange(6)))
        size, wanted, parts = 0, min(40_000, dice.lognormvariate(8.05, 0.6)), []
        while size < wanted:
            parts.append(dice.choice(blocks))
            size += len(parts[-1]) + 2
        if number >= first:
            yield Article(number, title, date, author, category, tags, "\n\n".join(parts) + "\n")


def dropped(count, after):
    """Yields `count` articles that are newer than the `after` ones in the folder, one minute apart."""
    for place, article in enumerate(articles(count, after)):
        article.date = _DROPPED + datetime.timedelta(minutes=place)
        yield article


def probe(number):
    """Returns a short article that is newer than all others and than all probes with smaller numbers."""
    date = _PROBES + datetime.timedelta(seconds=number)
    body = "A sentence that is neither short nor long, as most of them are. " * 30 + "\n"
    article = Article(number, f"Probe {number} of the way", date, AUTHORS[0], CATEGORIES[0], TAGS[:2], body)
    article.name = f"probe-{number:06}.md"
    return article


def short(count):
    """Yields a few short articles: a feed of about 2 KB."""
    for number in range(count):
        date = _EPOCH + datetime.timedelta(days=number)
        yield Article(number, f"Short {number}", date, AUTHORS[0], CATEGORIES[0], [], "A sentence, and no more.\n")


def write(folder, some, text=Article.text):
    """Writes articles into a folder and returns them without their texts, newest first."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for article in some:
        (folder / article.name).write_text(text(article), encoding="utf-8")
        article.body = ""
        written.append(article)
    return newest_first(written)


def newest_first(some):
    """Sorts articles as in a feed."""
    return sorted(some, key=lambda article: article.date, reverse=True)


def _vocabulary(dice):
    """Returns words with the frequencies of a natural language, so that the articles compress like text."""
    consonants, vowels = "b c d f g h l m n p r s t v br ch st tr pl".split(), "a e i o u ea ou".split()
    rare = set()
    while len(rare) < 3000:
        parts = (dice.choice(consonants) + dice.choice(vowels) for _ in range(dice.randint(2, 4)))
        rare.add("".join(parts) + dice.choice(("", "n", "r", "s", "ing", "ed")))
    return sorted(rare) + _SMALL_WORDS


def _sentence(dice, words):
    chosen = [
        dice.choice(_SMALL_WORDS) if dice.random() < 0.45 else words[int(dice.random() ** 2.5 * (len(words) - 1))]
        for _ in range(dice.randint(6, 20))
    ]
    kind, place = dice.random(), dice.randrange(1, len(chosen))
    if kind < 0.06:
        chosen[place] = f"[{chosen[place]}](https://example.org/{dice.choice(words)}/{dice.choice(words)})"
    elif kind < 0.14:
        chosen[place] = f"*{chosen[place]}*"
    elif kind < 0.18:
        chosen[place] = f"**{chosen[place]}**"
    elif kind < 0.20:
        chosen[place] = f"`{chosen[place]}`"
    elif kind < 0.23:
        chosen[place] += " — in a café, na\u00efvely —"
    text = " ".join(chosen)
    return text[0].upper() + text[1:] + dice.choice("....?!")


def _block(dice, words):
    kind = dice.random()
    if kind < 0.08:
        return "## " + " ".join(dice.choice(words) for _ in range(3)).capitalize()
    if kind < 0.15:
        return "\n".join(f"- {_sentence(dice, words)}" for _ in range(dice.randint(3, 5)))
    if kind < 0.18:
        return f"> {_sentence(dice, words)}"
    if kind < 0.20:
        return f"```\n{dice.choice(words)} = {dice.choice(words)}({dice.randrange(1000)})\n```"
    return " ".join(_sentence(dice, words) for _ in range(dice.randint(2, 6)))
