"""How well prints of one text are told from texts that only look like them: a large made corpus.

`python -m tests.similar_figures [--seed N] [--texts N]` prints recall of each kind of edit and what was wrongly
taken for a print, of each kind of hard negative. Nothing here was looked at when thresholds were chosen
but the kinds themselves: every seed makes texts, names and numbers of its own.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import combinations
from random import Random

from pipelines.similarity import Print, compare, read_text
from tests.similar_corpus import EDITS, TEMPLATES, cut, edited, framed, text

SEED, TEXTS, DAYS = 20261125, 400, 100


@dataclass
class Corpus:
    """Texts, pairs of them that are prints of one another, and texts none of which is another's."""

    texts: list[str] = field(default_factory=list)
    #: Kind, first, second (places in `texts`).
    prints: list[tuple[str, int, int]] = field(default_factory=list)
    #: Kind and places of texts that look alike.
    lookalikes: dict[str, list[int]] = field(default_factory=dict)

    def put(self, paragraphs: list[str]) -> int:
        self.texts.append("\n\n".join(paragraphs))
        return len(self.texts) - 1


def made(seed: int = SEED, texts: int = TEXTS, days: int = DAYS) -> Corpus:
    """`texts` articles with a print of each kind, `days` texts of each template and their reprints."""
    dice, corpus = Random(seed), Corpus()
    originals = []
    for _ in range(texts):
        paragraphs = text(dice)
        originals.append(corpus.put(paragraphs))
        for kind, edit in EDITS.items():
            corpus.prints.append((kind, originals[-1], corpus.put(edit(paragraphs, dice))))
        both = framed(edited(cut(paragraphs, dice), dice), dice)
        corpus.prints.append(("cut, edited, framed", originals[-1], corpus.put(both)))
    corpus.lookalikes["other articles"] = originals
    for template in TEMPLATES:
        places = [corpus.put([template(dice)]) for _ in range(days)]
        corpus.lookalikes[template.__name__] = places
        for place in places:
            again = corpus.put(framed([corpus.texts[place]], dice))
            corpus.prints.append((f"{template.__name__}, printed again", place, again))
    _follow_ups(corpus, dice, texts // 4)
    return corpus


def _follow_ups(corpus: Corpus, dice: Random, count: int) -> None:
    """New articles that repeat a third of an older one: related, and no prints."""
    for number in range(count):
        old = text(dice)
        new = [*text(dice), *old[: max(1, len(old) // 3)]]
        corpus.lookalikes[f"follow-up {number}"] = [corpus.put(old), corpus.put(new)]


def hard_negatives(corpus: Corpus) -> Iterator[tuple[str, int, int]]:
    for kind, places in corpus.lookalikes.items():
        name = "follow-up" if kind.startswith("follow-up") else kind
        for one, other in combinations(places, 2):
            yield name, one, other


@dataclass
class Figures:
    """Counts by kind: prints there, prints found, look-alikes, look-alikes taken for prints."""

    prints: Counter[str]
    found: Counter[str]
    negatives: Counter[str]
    wrong: Counter[str]

    @property
    def recall(self) -> float:
        return self.found.total() / self.prints.total()

    @property
    def precision(self) -> float:
        return self.found.total() / (self.found.total() + self.wrong.total())

    def told(self) -> str:
        lines = [
            f"  {kind:<28}{self.found[kind]:>7} of {count:>7} found"
            for kind, count in self.prints.items()
        ]
        lines += [
            f"  {kind:<28}{self.wrong[kind]:>7} of {count:>7} wrongly taken for prints"
            for kind, count in self.negatives.items()
        ]
        whole = (
            f"recall {self.recall:.4f} ({self.prints.total()} pairs), precision {self.precision:.4f}"
            f" ({self.negatives.total()} hard negatives)"
        )
        return "\n".join([whole, *lines])


def judged(corpus: Corpus) -> Figures:
    """What the store decides of each pair: met in a band, then judged by the facts."""
    read = [read_text(one) for one in corpus.texts]
    bands = [frozenset(keys) for _, keys in read]

    def same(one: int, other: int) -> bool:
        first: Print = read[one][0]
        return bool(bands[one] & bands[other]) and compare(first, read[other][0]).same

    figures = Figures(Counter(), Counter(), Counter(), Counter())
    for kind, one, other in corpus.prints:
        figures.prints[kind] += 1
        figures.found[kind] += same(one, other)
    for kind, one, other in hard_negatives(corpus):
        figures.negatives[kind] += 1
        figures.wrong[kind] += same(one, other)
    return figures


def main() -> None:
    """Print the figures of one corpus."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--texts", type=int, default=TEXTS)
    opts = parser.parse_args()
    print(judged(made(opts.seed, opts.texts)).told())


if __name__ == "__main__":
    main()
