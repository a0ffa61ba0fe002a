"""A plain ONNX model to int8, as good as it was.

Plain dynamic quantization gives a whole layer's inputs, and the whole table of word vectors, one scale each;
here every block of 64 weights and inputs, and every word's vector, has its own.
"""

import logging
from pathlib import Path

import numpy as np
import onnx
from onnx import helper, numpy_helper
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

BLOCK = 64
INT8_INPUTS = 4
"""The accuracy level of onnxruntime's `MatMulNBits` at which inputs are quantized to int8, too."""
LARGE_TABLE = 10_000
"""Rows from which a table of vectors is worth quantizing."""


def quantize(plain: Path, target: Path) -> None:
    """Writes the int8 form of a model."""
    model = onnx.load(plain)
    _quantize_tables(model.graph)
    blocks = MatMulNBitsQuantizer(
        model, bits=8, block_size=BLOCK, is_symmetric=True, accuracy_level=INT8_INPUTS
    )
    logging.getLogger(MatMulNBitsQuantizer.__module__).setLevel(logging.WARNING)
    blocks.process()
    blocks.model.save_model_to_file(str(target), use_external_data_format=False)


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
