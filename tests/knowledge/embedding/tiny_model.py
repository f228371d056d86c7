"""A real ONNX model folder of a few kilobytes: each word of a small vocabulary has a direction, and that is all.

The model file is written as protocol-buffer bytes by hand, for the `onnx` package is no dependency of ours.
"""

import json
from collections.abc import Sequence
from pathlib import Path

import numpy as np

WORDS = ("[PAD]", "[UNK]", "[CLS]", "[SEP]", "claim", "denied", "car", "river")
FLOAT, INT64 = 1, 7


def write_model(folder: Path) -> None:
    """Write the files that a sentence-transformers export has."""
    folder.mkdir()
    table = np.eye(len(WORDS), dtype=np.float32)
    (folder / "model.onnx").write_bytes(_model(table))
    vocabulary = {word: number for number, word in enumerate(WORDS)}
    tokenizer: dict[str, object] = {
        "version": "1.0",
        "truncation": None,
        "padding": None,
        "added_tokens": [],
        "normalizer": {"type": "Lowercase"},
        "pre_tokenizer": {"type": "Whitespace"},
        "post_processor": None,
        "decoder": None,
        "model": {"type": "WordLevel", "vocab": vocabulary, "unk_token": "[UNK]"},
    }
    special: dict[str, object] = {
        "pad_token": "[PAD]",
        "unk_token": "[UNK]",
        "cls_token": "[CLS]",
        "sep_token": "[SEP]",
    }
    files: dict[str, dict[str, object]] = {
        "tokenizer.json": tokenizer,
        "tokenizer_config.json": {"model_max_length": 32, "pad_token": "[PAD]"},
        "special_tokens_map.json": special,
        "config.json": {"pad_token_id": 0},
    }
    for name, content in files.items():
        (folder / name).write_text(json.dumps(content))


def _model(table: "np.ndarray[tuple[int, ...], np.dtype[np.float32]]") -> bytes:
    weights = _numbers(1, table.shape) + _number(2, FLOAT) + _bytes(8, b"table") + _bytes(9, table.tobytes())
    node = _bytes(1, b"table") + _bytes(1, b"input_ids") + _bytes(2, b"last_hidden_state") + _bytes(4, b"Gather")
    graph = _bytes(1, node) + _bytes(2, b"tiny") + _bytes(5, weights)
    graph += _bytes(11, _value("input_ids", INT64, 2)) + _bytes(11, _value("attention_mask", INT64, 2))
    graph += _bytes(12, _value("last_hidden_state", FLOAT, 3))
    opset = _bytes(1, b"") + _number(2, 13)
    return _number(1, 8) + _bytes(8, opset) + _bytes(7, graph)


def _value(name: str, kind: int, dimensions: int) -> bytes:
    shape = b"".join(_bytes(1, _bytes(2, b"d%d" % number)) for number in range(dimensions))
    return _bytes(1, name.encode()) + _bytes(2, _bytes(1, _number(1, kind) + _bytes(2, shape)))


def _numbers(field: int, values: Sequence[int]) -> bytes:
    return b"".join(_number(field, value) for value in values)


def _number(field: int, value: int) -> bytes:
    return _varint(field << 3) + _varint(value)


def _bytes(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
