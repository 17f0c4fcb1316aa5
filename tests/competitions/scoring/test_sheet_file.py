"""Reading bytes that nobody vouches for, the canonical text, the digest."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from competitions.scoring import sheet_file
from competitions.scoring.sheet_file import (
    Faulty,
    FileRefused,
    canonical,
    digest,
    find_fault,
    read_bytes,
    read_documents,
)


def _read(text: str) -> list[object]:
    return list(read_documents(text.encode()))


def test_one_document_and_a_list_of_documents_are_read() -> None:
    assert _read(' {"a": 1.50} ') == [{"a": Decimal("1.50")}]
    assert _read('[{"a": 1} , 2]\n') == [{"a": 1}, 2]
    assert _read("[ ]") == []


def test_byte_order_mark_is_accepted() -> None:
    assert list(read_documents(b"\xef\xbb\xbf[1]")) == [1]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON: Expecting value at line 1, column 1"),
        ("[1 2]", "a comma or the end is missing at line 1, column 4"),
        ("[1,]", "not JSON"),
        ("[1] x", "something follows its end at line 1, column 5"),
        ("{} {}", "something follows its end"),
        ("[] 1", "something follows its end"),
        ('[{"a": \n tru}]', "at line 2, column 2"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_text_that_is_no_json_is_refused(text: str, message: str) -> None:
    with pytest.raises(FileRefused, match=message):
        _read(text)


def test_wrong_encoding_is_refused_with_the_byte() -> None:
    with pytest.raises(FileRefused, match="not UTF-8 text: byte 2 "):
        list(read_documents('"ж"'.encode("cp1251")))
    with pytest.raises(FileRefused, match="not UTF-8"):
        list(read_documents("[1]".encode("utf-16")))


def test_too_many_values_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheet_file, "MAX_VALUES", 3)
    with pytest.raises(FileRefused, match="values"):
        _read("[1,2,3,4]")


def test_documents_before_the_fault_are_read() -> None:
    documents = read_documents(b'[{"a": 1}, {"b": }]')
    assert next(documents) == {"a": 1}
    with pytest.raises(FileRefused):
        next(documents)


def test_file_over_the_limit_is_refused_before_parsing(tmp_path: Path) -> None:
    path = tmp_path / "big.json"
    with path.open("wb") as file:
        file.truncate(sheet_file.MAX_BYTES + 1)
    with pytest.raises(FileRefused, match="larger than 32 MB"):
        read_bytes(path)


def test_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused, match="cannot be read: No such file"):
        read_bytes(tmp_path / "none.json")


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"a": NaN}', "NaN is not an exact number"),
        ('{"a": [1, -Infinity]}', "-Infinity is not an exact number"),
        ('{"a": 1e999999999999999999999}', "is not an exact number"),
        (f'{{"a": {"9" * 5000}}}', r"99999999… \(5000 digits\) is not an exact number"),
        (f'{{"a": 0.{"9" * 5000}}}', "is not an exact number"),
        ('{"a": {"b": 1, "b": 2}}', 'The key "b" stands twice'),
        ("[" * 45 + "]" * 45, "nested more than 40 levels"),
    ],
)
def test_fault_inside_a_readable_document_is_found(text: str, message: str) -> None:
    (document,) = _read(f"[{text}]")
    fault = document.fault if isinstance(document, Faulty) else find_fault(document)
    assert fault is not None
    assert re.search(message, fault)


def test_canonical_text_has_one_form() -> None:
    document = {"b": [Decimal("1.50"), "ж", None, True], "a": (1,)}
    assert canonical(document) == '{"a":[1],"b":["1.50","ж",null,true]}'
    assert digest("ж") == "dd591284d827e17f0f15706e4e430548c62b4f93d2847e0fcc7972b4aed83551"


@pytest.mark.parametrize("value", [1.5, float("nan"), object()])
def test_float_has_no_canonical_form(value: object) -> None:
    with pytest.raises(ValueError, match="no exact form"):
        canonical({"a": value})


def test_faulty_document_has_no_canonical_form() -> None:
    (faulty,) = _read('{"a": 1, "a": 2}')
    assert isinstance(faulty, Faulty)
    assert isinstance(faulty.document, dict)
    with pytest.raises(ValueError, match="stands twice"):
        canonical(faulty.document)
