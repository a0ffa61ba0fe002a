"""Evens out what a model's matrices are multiplied with, so that int8 loses less: SmoothQuant (Xiao et al. 2023).

A few channels of the activations are far larger than the rest, and one scale for all leaves the rest few steps.
Each input channel is divided by a factor and the matching row of weights multiplied by it, which changes nothing
but the rounding.
"""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
from onnx import helper, numpy_helper

from sanitizer.runtime import FloatArray, IntArray

STRENGTH = 0.85
"""How far the unevenness goes from activations to weights; found best of .3 to 1 by the divergence from float32."""
LEAST = 1e-5


def smooth(plain: Path, target: Path, feeds: Sequence[Mapping[str, IntArray]]) -> None:
    """Writes the model with even inputs of its encoder's matrices, as seen over the feeds."""
    model = onnx.load(plain)
    weights = {table.name: table for table in model.graph.initializer}
    chosen = [
        node
        for node in model.graph.node
        if node.op_type == "MatMul" and "encoder" in node.name and node.input[1] in weights
    ]
    largest = _largest(plain, {node.input[0] for node in chosen}, feeds)
    names = {node.name for node in chosen}
    nodes: list[onnx.NodeProto] = []
    factors: dict[str, FloatArray] = {}
    for node in model.graph.node:
        if node.name in names:
            source, matrix = node.input[0], numpy_helper.to_array(weights[node.input[1]])
            if source not in factors:
                factors[source] = _factors(largest[source], matrix)
                nodes.append(_divided(model.graph, source, factors[source]))
            whole = (matrix * factors[source][:, None]).astype(np.float32)
            even = numpy_helper.from_array(whole, f"{node.input[1]}.even")
            model.graph.initializer.append(even)
            node.input[0], node.input[1] = f"{source}.even", even.name
        nodes.append(node)
    _replace(model.graph, nodes)
    onnx.save(model, target)


def _largest(
    plain: Path, sources: Iterable[str], feeds: Sequence[Mapping[str, IntArray]]
) -> dict[str, FloatArray]:
    """The largest absolute value of each channel of the named tensors, over all feeds: (channels)."""
    names = sorted(sources)
    model = onnx.load(plain)
    model.graph.output.extend(
        helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in names
    )
    session = ort.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    largest: dict[str, FloatArray] = {}
    for feed in feeds:
        for name, values in zip(names, session.run(names, dict(feed)), strict=True):
            seen = np.abs(values.reshape(-1, values.shape[-1])).max(axis=0)
            largest[name] = np.maximum(largest.get(name, seen), seen)
    return largest


def _factors(activations: FloatArray, matrix: FloatArray) -> FloatArray:
    rows = np.maximum(np.abs(matrix).max(axis=1), LEAST)
    factors = np.maximum(activations, LEAST) ** STRENGTH / rows ** (1 - STRENGTH)
    even: FloatArray = (factors / np.exp(np.log(factors).mean())).astype(np.float32)
    return even


def _divided(graph: onnx.GraphProto, source: str, factors: FloatArray) -> onnx.NodeProto:
    graph.initializer.append(numpy_helper.from_array((1 / factors).astype(np.float32), f"{source}.by"))
    return helper.make_node("Mul", [source, f"{source}.by"], [f"{source}.even"])


def _replace(graph: onnx.GraphProto, nodes: Sequence[onnx.NodeProto]) -> None:
    used = {name for node in nodes for name in node.input}
    kept = [table for table in graph.initializer if table.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)
    del graph.node[:]
    graph.node.extend(nodes)
