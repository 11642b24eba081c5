"""Bytes are read in the encoding they are in, and replaced ones are told."""

from __future__ import annotations

import pytest

from onrecord.pages import from_bytes

WORDS = "“Café über alles”, said the señora – and left."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_unicode_is_read_with_and_without_a_mark(encoding):
    page = from_bytes(WORDS.encode(encoding), "x")
    assert (page.text, page.repaired) == (WORDS, False)


def test_meta_charset_is_followed():
    data = f'<html><meta charset="windows-1251"><body><p>{"Мэр сказал да"}</p></body></html>'.encode("cp1251")
    assert "Мэр сказал да" in from_bytes(data, "x").text


def test_http_charset_is_followed():
    assert from_bytes("Łódź".encode("iso-8859-2"), "x", http_charset="ISO-8859-2").text == "Łódź"


def test_valid_utf8_beats_a_wrong_declaration():
    assert from_bytes(WORDS.encode(), "x", http_charset="iso-8859-1").text == WORDS


def test_latin_1_means_windows_1252():
    assert from_bytes(WORDS.encode("cp1252"), "x", http_charset="latin-1").text == WORDS


def test_undeclared_text_is_detected():
    text = "Мэр сказал, что туннель будет закрыт на три недели, и никто не возразил. " * 3
    assert from_bytes(text.encode("cp1251"), "x").text == text


def test_a_lone_accent_is_western():
    assert (
        from_bytes("The café is open, she said.".encode("cp1252"), "x").text == "The café is open, she said."
    )


def test_damaged_bytes_are_replaced_and_told():
    page = from_bytes((WORDS * 5).encode() + b"\xff", "x")
    assert page.repaired
    assert page.text == WORDS * 5 + "\ufffd"


@pytest.mark.parametrize("label", ["no-such", "base64", "utf-7", "idna", ""])
def test_impossible_labels_are_ignored(label):
    assert from_bytes(b"caf\xe9 society", "x", http_charset=label).text == "café society"
