"""Times that lie ahead of the fetching: clocks told as UTC, and what is kept with a note."""

import pytest

from tests.test_dates_heads import article_of

#: Pages of `article_of` are fetched at 12:00 of this day in Vietnam.
DAY = "2026-03-09"
TAGDIV = "<time class='entry-date updated td-module-date' datetime='{}'>{}</time>"
PLAIN = "<time class='entry-date' datetime='{}'>{}</time>"


@pytest.mark.parametrize("zone", ["+00:00", "Z"])
def test_a_theme_that_prints_its_own_clock_as_utc(zone: str):
    for clock in ("09:15:33", "18:30:00"):
        article = article_of(TAGDIV.format(f"2026-03-05T{clock}{zone}", "05/03/2026"))
        assert article.published_at == f"2026-03-05T{clock}+07:00"
        told = article.provenance["published_at"]
        assert (told.rule, told.conflict) == ("time-element (assumed zone)", None)
        assert (told.raw or "").endswith(zone)
    other = article_of(PLAIN.format(f"2026-03-05T09:15:33{zone}", "05/03/2026"))
    assert other.published_at == "2026-03-05T16:15:33+07:00"
    meta = "<meta property='article:published_time' content='2026-03-05T02:15:33+00:00'>"
    agreed = article_of(meta + TAGDIV.format(f"2026-03-05T09:15:33{zone}", "05/03/2026"))
    assert agreed.published_at == "2026-03-05T09:15:33+07:00"
    assert agreed.provenance["published_at"].conflict is None
    # A site whose clock is set to UTC tells the same to machines.
    utc = article_of(meta + TAGDIV.format(f"2026-03-05T02:15:33{zone}", "05/03/2026"))
    assert utc.published_at == "2026-03-05T09:15:33+07:00"
    assert utc.provenance["published_at"].conflict is None
    own = article_of(TAGDIV.format("2026-03-05T09:15:33+07:00", "05/03/2026"))
    assert own.published_at == "2026-03-05T09:15:33+07:00"


MICRODATA = (
    "<meta itemprop='datePublished' content='{}'><meta itemprop='dateModified' content='{}'>"
    "<meta itemscope itemprop='mainEntityOfPage' itemid='x'>"
)


@pytest.mark.parametrize(
    "changed",
    ["2026-03-05T09:15:33+07:00", "2026-03-05T11:00:00+07:00", "2026-03-05T09:15:33+00:00"],
)
def test_the_microdata_of_that_theme_is_no_second_source(changed: str):
    clock, local = "2026-03-05T09:15:33+00:00", "2026-03-05T09:15:33+07:00"
    own = TAGDIV.format(clock, "05/03/2026") + MICRODATA.format(clock, changed)
    article = article_of(own)
    assert article.published_at == local
    assert article.modified_at == changed.replace("+00:00", "+07:00")
    assert article.provenance["published_at"].conflict is None
    for true in ("2026-03-05T02:15:33+00:00", local):
        meta = f"<meta property='article:published_time' content='{true}'>"
        assert article_of(meta + own).published_at == local
    # Other sources that tell the same in UTC, or another theme, mean it.
    page = (
        '<script type="application/ld+json">{"@context":"https://schema.org","@graph":'
        f'[{{"@type":"WebPage","datePublished":"{clock}"}}]}}</script>'
    )
    for other in (page, f"<meta property='article:published_time' content='{clock}'>"):
        assert article_of(other + own).published_at == "2026-03-05T16:15:33+07:00"
    plain = PLAIN.format(clock, "05/03/2026") + MICRODATA.format(clock, clock)
    assert article_of(plain).published_at == "2026-03-05T16:15:33+07:00"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (f"{DAY}T11:50:00+00:00", f"{DAY}T11:50:00+07:00"),
        (f"{DAY}T06:00:00Z", f"{DAY}T06:00:00+07:00"),
        # Just now, by a clock that is some minutes ahead.
        (f"{DAY}T05:10:00+00:00", f"{DAY}T12:10:00+07:00"),
        (f"{DAY}T04:50:00+00:00", f"{DAY}T11:50:00+07:00"),
        # Ahead either way.
        (f"{DAY}T14:00:00+00:00", f"{DAY}T21:00:00+07:00"),
    ],
)
def test_utc_that_lies_ahead_is_the_newspapers_own_clock(told: str, expected: str):
    assert article_of(PLAIN.format(told, "09/03/2026")).published_at == expected


def test_metadata_that_lies_ahead_is_utc_still():
    meta = f"<meta property='article:published_time' content='{DAY}T06:15:00+00:00'>"
    article = article_of(meta)
    assert article.published_at == f"{DAY}T13:15:00+07:00"
    assert "later than" in (article.provenance["published_at"].conflict or "")


@pytest.mark.parametrize(
    ("printed", "ahead"),
    [
        ("09/03/2026 12:20", False),
        ("09/03/2026 12:59", False),
        ("09/03/2026 13:01", True),
        ("09/03/2026 18:50", True),
        ("10/03/2026", True),
        ("09/03/2026", False),
    ],
)
def test_a_publication_to_come_is_kept_with_a_note(printed: str, ahead: bool):
    article = article_of(f"<div>{printed}</div>")
    assert article.published_at is not None
    conflict = article.provenance["published_at"].conflict
    assert conflict == ("later than it was fetched (2026-03-09T05:00:00Z)" if ahead else None)
