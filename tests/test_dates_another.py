"""JSON-LD of another article dates no page; the page's own does, whatever its headline and address say."""

import pytest

from tests.test_dates_read import URL, dates_of, ld

DAY = "2024-03-05T14:30:00+07:00"
SEO = "Lúa gạo miền Tây đổi mới công nghệ canh tác bền vững"
ENGLISH = "Long An farmers harvest the early rice this week"
OWN = [
    URL,
    "https://baolongan.vn/amp/mua-gat-som-a188491.html",
    "https://baolongan.vn/lua-gao-doi-moi-cong-nghe-canh-tac-a188491.html",
    "/lua-gao-doi-moi-cong-nghe-canh-tac-a188491.html",
    "https://baolongan.vn/kinh-te/",
    "https://baolongan.vn/",
    "https://baolongan.vn/#website",
    "https://baocu.example/lua-gao-doi-moi-99123.html",
]
OTHER = "https://baolongan.vn/cho-noi-thuc-giac-a188123.html"


@pytest.mark.parametrize("address", OWN)
@pytest.mark.parametrize("headline", [SEO, ENGLISH])
def test_a_headline_of_its_own_is_no_proof(headline: str, address: str):
    head = ld(headline=headline, url=address, datePublished=DAY)
    assert dates_of(head=head).published_at == DAY


@pytest.mark.parametrize("headline", [SEO, ENGLISH])
def test_another_number_is_and_provenance_says_so(headline: str):
    head = ld(headline=headline, url=OTHER, datePublished=DAY, dateModified=DAY)
    dates = dates_of(head=head)
    assert (dates.published_at, dates.modified_at) == (None, None)
    source = dates.provenance["published_at"]
    assert (source.rule, source.conflict) == (
        "none",
        f"json-ld: {DAY} (another article's: {OTHER})",
    )


def test_so_is_a_link_with_the_headline():
    link = f"<p><a href='{OTHER}'>{SEO}</a></p>"
    head = ld(headline=SEO, datePublished=DAY)
    assert dates_of(head=head, after=link).published_at is None
    assert dates_of(head=head, after=link.replace(OTHER, URL)).published_at == DAY


def test_one_of_its_addresses_is_the_pages():
    head = ld(headline=SEO, url=URL, mainEntityOfPage=OTHER, datePublished=DAY)
    assert dates_of(head=head).published_at == DAY


def test_the_pages_own_headline_is_asked_for_no_address():
    assert dates_of(head=ld(url=OTHER, datePublished=DAY)).published_at == DAY
