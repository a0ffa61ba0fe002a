"""A plain ONNX model to int8, nearly as good as it was.

Plain dynamic quantization gives the whole table of word vectors, and every matrix of weights, one scale; here
every word's vector and every column of weights has its own. Inputs are evened out before, and scaled while it runs.
"""

import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from onnx import helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from sanitizer.runtime import IntArray
from scripts.training.smoothing import smooth

LARGE_TABLE = 10_000
"""Rows from which a table of vectors is worth quantizing."""


def quantize(plain: Path, target: Path, feeds: Sequence[Mapping[str, IntArray]]) -> None:
    """Writes the int8 form of a model, evened out over the feeds."""
    with tempfile.TemporaryDirectory() as scratch:
        even = Path(scratch) / "even.onnx"
        smooth(plain, even, feeds)
        model = onnx.load(even)
        _quantize_tables(model.graph)
        tables, whole = Path(scratch) / "tables.onnx", Path(scratch) / "int8.onnx"
        onnx.save(model, tables)
        quantize_dynamic(
            tables,
            whole,
            weight_type=QuantType.QInt8,
            per_channel=True,
            op_types_to_quantize=["MatMul"],
            extra_options={"MatMulConstBOnly": True},
        )
        _fuse(whole, target)


def _fuse(model: Path, target: Path) -> None:
    """Writes the graph as onnxruntime makes it when it opens it, so that opening it takes half the time."""
    options = ort.SessionOptions()
    options.graph_optimization_level = ort.GraphOptimizationLevel.ORT_ENABLE_EXTENDED
    options.optimized_model_filepath = str(target)
    ort.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])


def _quantize_tables(graph: onnx.GraphProto) -> None:
    """Looks vectors up in int8 and scales them after: Gather, Cast, and Mul by the row's own scale."""
    tables = {table.name: table for table in graph.initializer if len(table.dims) == 2}
    nodes: list[onnx.NodeProto] = []
    for node in graph.node:
        table = tables.get(node.input[0]) if node.op_type == "Gather" else None
        if table is None or table.dims[0] < LARGE_TABLE:
            nodes.append(node)
            continue
        graph.initializer.remove(table)
        graph.initializer.extend(_rows(table))
        ids, output = node.input[1], node.output[0]
        nodes += [
            helper.make_node("Gather", [f"{table.name}.int8", ids], [f"{output}.int8"]),
            helper.make_node("Gather", [f"{table.name}.scale", ids], [f"{output}.scale"]),
            helper.make_node("Cast", [f"{output}.int8"], [f"{output}.whole"], to=onnx.TensorProto.FLOAT),
            helper.make_node("Mul", [f"{output}.whole", f"{output}.scale"], [output]),
        ]
    del graph.node[:]
    graph.node.extend(nodes)


def _rows(table: onnx.TensorProto) -> list[onnx.TensorProto]:
    """A table as int8 (rows, width) and a scale for each row (rows, 1)."""
    weights = numpy_helper.to_array(table)
    scales = np.maximum(np.abs(weights).max(axis=1, keepdims=True), 1e-8) / 127
    whole = np.round(weights / scales).astype(np.int8)
    return [
        numpy_helper.from_array(whole, f"{table.name}.int8"),
        numpy_helper.from_array(scales.astype(np.float32), f"{table.name}.scale"),
    ]
