"""Báo Mẫu, read by rules that take another element out of the text."""

from dataclasses import replace

from crawler.spiders.baomau import BaomauSpider

FIRST = BaomauSpider.paper.rule_sets[0]
MENDED = replace(
    FIRST, fields=replace(FIRST.fields, remove=(*FIRST.fields.remove, ".content-fck p:first-child"))
)


class MendedSpider(BaomauSpider):
    """The same newspaper."""

    paper = replace(BaomauSpider.paper, rule_sets=(MENDED, *BaomauSpider.paper.rule_sets[1:]))
