"""The only module that imports onnxruntime, and the switches that must be set before it is."""

import os
import sys
import warnings
from typing import Any, Protocol

import numpy as np
import numpy.typing as npt

from sanitizer.errors import ModelError

FloatArray = npt.NDArray[np.float32]
IntArray = npt.NDArray[np.int64]

_SWITCH = "ORT_DISABLE_TELEMETRY"


class InferenceSession(Protocol):
    """What is used of onnxruntime's session."""

    def run(self, output_names: list[str] | None, input_feed: dict[str, IntArray]) -> list[Any]:
        """The named outputs for a feed of named inputs."""


def open_session(model: bytes, *, threads: int) -> InferenceSession:
    """A CPU session over a model's bytes.

    From bytes, since a model loaded by path may name files outside its folder. Telemetry of onnxruntime
    1.29 and later is on by default and can only be turned off before its first import.
    """
    if "onnxruntime" in sys.modules:
        if os.environ.get(_SWITCH) != "1":
            _warn_once()
    else:
        os.environ[_SWITCH] = "1"
    import onnxruntime as ort  # noqa: PLC0415

    options = ort.SessionOptions()
    options.intra_op_num_threads = threads
    options.inter_op_num_threads = 1
    options.log_severity_level = 3
    try:
        session: InferenceSession = ort.InferenceSession(
            model, sess_options=options, providers=["CPUExecutionProvider"]
        )
    except Exception as error:
        raise ModelError("The detector's model file cannot be opened by onnxruntime.") from error
    return session


_warned = False


def _warn_once() -> None:
    global _warned  # noqa: PLW0603
    if not _warned:
        _warned = True
        warnings.warn(
            "onnxruntime was imported before leastsaid and without "
            f"{_SWITCH}=1, so it may send telemetry. Set {_SWITCH}=1 in the environment before the "
            "program starts, or call Sanitizer.load() before importing onnxruntime.",
            RuntimeWarning,
            stacklevel=5,
        )
