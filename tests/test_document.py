"""Bytes to a tree: encodings, early ends, controls, depth."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.document import EncodingError, TooDeepError, parse
from pipelines.fields.select import text_of

URL = "https://baolongan.vn/mua-gat-som-a1.html"
TEXT = "Nông dân ba xã ven sông bắt đầu thu hoạch lúa sớm, giá tăng nhẹ so với vụ trước."
PAGE = f"<html><head><title>Báo thử</title></head><body><p>{TEXT}</p></body></html>"


def text(body: bytes, content_type: str | None = None) -> str:
    return text_of(parse(body, content_type, URL).tree)


def windows_1258(page: str) -> bytes:
    """As old pages were saved: base letter, then the tone as a letter of its own."""
    out = []
    for char in page:
        try:
            out.append(char.encode("cp1258"))
        except UnicodeEncodeError:
            parts = unicodedata.normalize("NFD", char)
            tone = next(c for c in parts if c in "\u0300\u0301\u0303\u0309\u0323")
            base = unicodedata.normalize("NFC", parts.replace(tone, ""))
            out.append((base + tone).encode("cp1258"))
    return b"".join(out)


@pytest.mark.parametrize(
    "content_type",
    [None, "text/html", "text/html; charset=iso-8859-1", "text/html; charset=windows-1258"],
)
@pytest.mark.parametrize("meta", ["", "utf-8", "windows-1258", "iso-8859-1", "nonsense", "hex"])
def test_valid_utf8_wins(content_type: str | None, meta: str):
    page = PAGE.replace("<head>", f"<head><meta charset='{meta}'>")
    document = parse(page.encode(), content_type, URL)
    assert text_of(document.tree) == TEXT
    assert document.encoding == "utf-8"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_byte_order_mark_wins(encoding: str):
    assert text(PAGE.encode(encoding), "text/html; charset=windows-1252") == TEXT


@pytest.mark.parametrize(
    "content_type", [None, "text/html; charset=windows-1258", "text/html; charset=iso-8859-1"]
)
def test_windows_1258_is_composed(content_type: str | None):
    document = parse(windows_1258(PAGE), content_type, URL)
    assert text_of(document.tree) == TEXT
    assert document.encoding == "windows-1258"


def test_header_before_meta():
    page = "<html><head><meta charset=windows-1252></head><body><p>Привет, мир и все</p></body>"
    assert text(page.encode("koi8-r"), "text/html; charset=koi8-r") == "Привет, мир и все"
    page = page.replace("windows-1252", "koi8-r")
    assert text(page.encode("koi8-r"), "text/html") == "Привет, мир и все"


def test_a_few_damaged_bytes_are_replaced_and_counted():
    body = (PAGE.replace(TEXT, TEXT * 40)).encode().replace("thu hoạch".encode(), b"thu\xe1\xba", 1)
    document = parse(body, "text/html; charset=utf-8", URL)
    assert document.replaced == 1
    assert document.encoding == "utf-8"


def test_many_damaged_bytes_are_refused():
    body = PAGE.encode().replace("ạ".encode(), b"\xe1\xba").replace("ư".encode(), b"\xc6")
    with pytest.raises(EncodingError):
        parse(body, "text/html; charset=utf-8", URL)


LEGACY = {
    "tcvn3": "Céng hßa x· héi chñ nghÜa ViÖt Nam, §éc lËp - Tù do - H¹nh phóc, n«ng d©n ®­îc mïa",
    "vni": "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, Ñoäc laäp - Töï do, noâng daân ñöôïc muøa",
    "double": TEXT.encode().decode("cp1252", "replace").replace("\ufffd", "\xa1"),
}


@pytest.mark.parametrize("kind", LEGACY)
@pytest.mark.parametrize("times", [1, 5])
def test_legacy_letters_are_refused(kind: str, times: int):
    with pytest.raises(EncodingError):
        parse(PAGE.replace(TEXT, LEGACY[kind] * times).encode(), None, URL)


@pytest.mark.parametrize(
    "fine",
    [
        "Ông Müller và bà Françoise thăm 12 m² vườn ở 30°C, giá ±5 € – “đẹp” lắm.",
        "© 2024 Báo Thử® · Điện thoại: 0272 · µm · «trích»",
        "The café in Saigon served naïve tourists for 3½ hours.",
        "Größere Häuser dürfen für Gäste öffnen, süße Äpfel wären möglich; Straße, Füße, Öl, Übung.",
        "Où est le garçon ? Il a goûté le maïs dès l'hiver, ça coûte cher à tous ceux qui ont du cœur.",
    ],
)
def test_foreign_names_and_signs_are_no_legacy_text(fine: str):
    assert fine[:12] in text(PAGE.replace(TEXT, f"{TEXT} {fine}").encode())


@pytest.mark.parametrize(
    "text",
    [
        "A situação da educação exige atenção: a direção da associação e a redação dão informações.",
        "Este año los niños de España aprenden con el señor Peña; mañana el diseñador enseñará más.",
        "Büyük şehirlerde öğrencilerin güçlü desteği; geçen yıl üç bin öğrenci iç sınavı geçti, açık.",
    ],
)
def test_whole_pages_of_other_languages_are_no_legacy_text(text: str):
    assert "1" in parse(PAGE.replace(TEXT, f"{text} 1 " * 3).encode(), None, URL).source.decode()


def test_early_end_is_cut_out():
    page = PAGE.replace("<head>", "</html><head>").replace("<p>", "</body><p>")
    document = parse(page.encode(), None, URL)
    assert text_of(document.tree) == TEXT
    assert not document.truncated


def test_truncated():
    assert parse(PAGE.encode()[:-20], None, URL).truncated
    assert not parse(PAGE.encode() + b"\n<!-- 0.2 s -->", None, URL).truncated


def test_controls():
    page = PAGE.replace("ba xã", "ba\x00 \x1bxã\x08")
    assert text(page.encode()) == TEXT


@pytest.mark.parametrize("tag", ["div", "b", "span"])
def test_twenty_thousand_nested_elements(tag: str):
    page = f"<body><p>đầu</p>{f'<{tag}>' * 20_000}sâu{f'</{tag}>' * 20_000}<p>cuối</p></body>"
    with pytest.raises(TooDeepError):
        parse(page.encode(), None, URL)


def test_a_thousand_unclosed_elements_are_read():
    assert text(f"<body>{'<font>' * 1_000}<p>{TEXT}</p></body>".encode()) == TEXT


@pytest.mark.parametrize("body", [b"", b"   ", b"<!-- nothing -->", b"<?xml version='1.0'?>"])
def test_nothing(body: bytes):
    assert text_of(parse(body, None, URL).tree) == ""


def test_xml_declaration_is_no_obstacle():
    assert text(b"<?xml version='1.0' encoding='iso-8859-1'?>" + PAGE.encode()) == TEXT


@pytest.mark.parametrize(
    ("base", "expected"),
    [
        ("<base href='https://baolongan.vn/static/v1/'>", "https://baolongan.vn/static/v1/a.jpg"),
        ("<base href='/static/'>", "https://baolongan.vn/static/a.jpg"),
        ("<base href='javascript:1'>", "https://baolongan.vn/a.jpg"),
        ("<base href='http://[broken'>", "https://baolongan.vn/a.jpg"),
        ("<base>", "https://baolongan.vn/a.jpg"),
        ("", "https://baolongan.vn/a.jpg"),
    ],
)
def test_base(base: str, expected: str):
    document = parse(PAGE.replace("<head>", f"<head>{base}").encode(), None, URL)
    assert document.resolve("a.jpg") == expected
    assert document.resolve("javascript:alert(1)") is None
    assert document.resolve("#top") is None


@given(st.binary(max_size=400), st.sampled_from([None, "text/html; charset=utf-8", "charset=hex"]))
def test_any_bytes(body: bytes, content_type: str | None):
    try:
        document = parse(body, content_type, URL)
    except (EncodingError, TooDeepError):
        return
    assert document.tree.tag == "html"


@pytest.mark.parametrize("label", ["windows-1251", "koi8-r", "windows-1250"])
def test_vietnamese_under_the_label_of_another_alphabet(label: str):
    body = windows_1258(PAGE.replace(TEXT, TEXT * 3))
    assert parse(body, f"text/html; charset={label}", URL).encoding == "windows-1258"


def test_russian_stays_russian():
    text = "Жители села рассказали, что рынок снова откроется на этой неделе. " * 5
    body = f"<html><body><p>{text}</p></body></html>".encode("cp1251")
    document = parse(body, "text/html; charset=windows-1251", URL)
    assert document.encoding == "cp1251"
    assert "Жители села" in text_of(document.tree)
