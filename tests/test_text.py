"""Text as stored and as compared."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipelines.text import clean, fold, fold_tone, words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("  Ta\u0302\u0301n\u200b\xa0Lộc\n", "Tấn Lộc"),
        ("a\x00b\x07c\x1b[0m", "abc[0m"),
        ("\u202eđảo\u202c \ufeffngược\u00ad", "đảo ngược"),
        ("một\r\n\thai\u2003ba\u3000bốn", "một hai ba bốn"),
        ("\ud800lẻ", "lẻ"),
        ("", ""),
    ],
)
def test_clean(text: str, expected: str):
    assert clean(text) == expected


@given(st.text())
def test_clean_is_nfc_without_controls_and_stable(text: str):
    result = clean(text)
    assert unicodedata.is_normalized("NFC", result)
    assert all(unicodedata.category(c) not in {"Cc", "Cs"} for c in result)
    assert clean(result) == result
    assert result == result.strip()
    assert "  " not in result


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Đảng ủy Khối", "dang uy khoi"),
        ("HOÀ HÒA hòa hoà", "hoa hoa hoa hoa"),
        (unicodedata.normalize("NFD", "Thuỷ Thủy"), "thuy thuy"),
        ("ĂÂÊÔƠƯ ăâêôơư", "aaeoou aaeoou"),
        ("Bình Dương 2024", "binh duong 2024"),
    ],
)
def test_fold(text: str, expected: str):
    assert fold(text) == expected


@given(st.text(alphabet="aăâeêioôơuưyđáàảãạấềỗợựỹỵĐẮ bcd", max_size=40))
def test_fold_of_vietnamese_is_ascii_of_equal_length(text: str):
    assert fold(text).isascii()
    assert len(fold(text)) == len(text)
    assert fold(unicodedata.normalize("NFD", text)) == fold(text)


@pytest.mark.parametrize(
    ("old", "new"),
    [("hòa", "hoà"), ("thủy", "thuỷ"), ("khỏe", "khoẻ"), ("HÒA", "HOÀ"), ("Thúy", "Thuý")],
)
def test_fold_tone_joins_both_spellings_and_keeps_marks(old: str, new: str):
    assert fold_tone(old) == fold_tone(new) == new
    assert fold_tone("hoa") != fold_tone("hoà")
    assert fold_tone("của mùa lúa") == "của mùa lúa"


@pytest.mark.parametrize(
    ("text", "count"),
    [("Nông dân ba xã", 4), ("", 0), ("ngày 29/04/2017 - 20:49", 4), ("TP.HCM, 3,5 tỉ", 3)],
)
def test_words(text: str, count: int):
    assert words(text) == count
