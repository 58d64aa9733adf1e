"""The translation network, its decoding and its export to transformers' MarianMTModel.

A post-norm Transformer (Vaswani et al. 2017, arXiv:1706.03762) with one shared, tied embedding (Press and Wolf 2017,
arXiv:1608.05859). It computes the same function as MarianMTModel with the exported weights, but trains and decodes
faster: keys and values are one product, and beam search never copies the encoder's output.
"""

from __future__ import annotations

import itertools
import json
import math
import random
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import sentencepiece
import torch
import torch.nn.functional as F  # noqa: N812
from safetensors.torch import load_file
from torch import Tensor, nn

EOS = 0
FORBIDDEN = -1e4


@dataclass(frozen=True)
class Shape:
    """The sizes of a network."""

    vocab: int = 8000
    width: int = 320
    heads: int = 5
    feed: int = 1024
    encoder: int = 6
    decoder: int = 2
    dropout: float = 0.1

    @property
    def pad(self) -> int:
        """The padding symbol, which also starts every output, is the last of the vocabulary."""
        return self.vocab - 1


class Vocabulary:
    """The shared pieces and the marks in front of a source sentence."""

    def __init__(self, folder: Path) -> None:
        """Load the tokenizer files that prepare_corpus.py wrote."""
        self.pieces = sentencepiece.SentencePieceProcessor(model_file=str(folder / "source.spm"))
        self.ids: dict[str, int] = json.loads((folder / "vocab.json").read_text(encoding="utf-8"))
        self.size = len(self.ids)
        self.splits = self.find_splits()

    def marks(self, target: str, *, synthetic: bool = False) -> list[int]:
        """Return the ids that ask for a target language and flag a back-translated source."""
        mark = [self.ids[f">>{target}<<"]]
        return [*mark, self.ids["<bt>"]] if synthetic else mark

    def encode(self, text: str) -> list[int]:
        """Cut a text into the ids of its likeliest pieces."""
        return [number + 1 for number in self.pieces.encode(text)]

    def resegment(self, ids: list[int], chance: float, draw: random.Random) -> list[int]:
        """Split pieces at random into smaller ones, in the spirit of BPE-dropout (Provilkov 2020, arXiv:1910.13267).

        SentencePiece's own sampling is seeded by the thread's address, so that runs could not be repeated.
        """
        output: list[int] = []
        waiting = ids[::-1]
        while waiting:
            number = waiting.pop()
            splits = self.splits[number]
            if not splits or draw.random() >= chance:
                output.append(number)
                continue
            left, right = draw.choices(splits[0], cum_weights=splits[1])[0]
            waiting += (right, left)
        return output

    def find_splits(self) -> list[tuple[list[tuple[int, int]], list[float]] | None]:
        """List for every id the ways to cut its piece in two, with cumulative weights from the pieces' scores."""
        found: list[tuple[list[tuple[int, int]], list[float]] | None] = [None] * self.size
        for piece, number in self.ids.items():
            if piece[:1] in "<>" or len(piece.lstrip("▁")) < 2:
                continue
            cuts = [(self.ids.get(piece[:at], 0), self.ids.get(piece[at:], 0)) for at in range(1, len(piece))]
            cuts = [(left, right) for left, right in cuts if left and right]
            scores = [math.exp(0.3 * sum(self.pieces.get_score(part - 1) for part in cut)) for cut in cuts]
            if cuts:
                found[number] = cuts, list(itertools.accumulate(scores))
        return found

    def decode(self, rows: list[list[int]]) -> list[str]:
        """Join rows of ids into texts, leaving out every mark."""
        top = self.pieces.get_piece_size()
        return [str(text) for text in self.pieces.decode([[i - 1 for i in row if 0 < i <= top] for row in rows])]


class Attention(nn.Module):
    """Multi-head attention with separate keys and values for caching."""

    def __init__(self, shape: Shape) -> None:
        """Create the projections."""
        super().__init__()
        self.heads = shape.heads
        self.query = nn.Linear(shape.width, shape.width)
        self.memory = nn.Linear(shape.width, 2 * shape.width)
        self.out = nn.Linear(shape.width, shape.width)

    def split(self, states: Tensor) -> Tensor:
        """Reshape (batch, length, width) to (batch, heads, length, width of a head)."""
        return states.view(*states.shape[:2], self.heads, -1).transpose(1, 2)

    def keys_values(self, states: Tensor) -> tuple[Tensor, Tensor]:
        """Project the states that are attended to."""
        keys, values = self.memory(states).chunk(2, -1)
        return self.split(keys), self.split(values)

    def forward(
        self, states: Tensor, memory: tuple[Tensor, Tensor], mask: Tensor | None, *, causal: bool = False
    ) -> Tensor:
        """Let every state attend to the keys and values that the mask leaves open."""
        query = self.split(self.query(states))
        mixed = F.scaled_dot_product_attention(query, *memory, attn_mask=mask, is_causal=causal)
        projected: Tensor = self.out(mixed.transpose(1, 2).flatten(2))
        return projected


class Layer(nn.Module):
    """An encoder layer, or with ``cross`` a decoder layer."""

    def __init__(self, shape: Shape, *, cross: bool) -> None:
        """Create the blocks of the layer."""
        super().__init__()
        self.itself = Attention(shape)
        self.norm_itself = nn.LayerNorm(shape.width)
        self.cross = Attention(shape) if cross else None
        self.norm_cross = nn.LayerNorm(shape.width) if cross else None
        self.up, self.down = nn.Linear(shape.width, shape.feed), nn.Linear(shape.feed, shape.width)
        self.norm_feed = nn.LayerNorm(shape.width)
        self.dropout = nn.Dropout(shape.dropout)

    def finish(self, states: Tensor, seen: tuple[Tensor, Tensor] | None, mask: Tensor | None) -> Tensor:
        """Apply what follows self-attention: cross-attention, if any, and the feed-forward block."""
        if self.cross is not None and self.norm_cross is not None and seen is not None:
            states = self.norm_cross(states + self.dropout(self.cross(states, seen, mask)))
        inner = self.down(self.dropout(F.relu(self.up(states))))
        output: Tensor = self.norm_feed(states + self.dropout(inner))
        return output

    def forward(self, states: Tensor, source: Tensor | None, mask: Tensor | None) -> Tensor:
        """Run the layer over whole sequences, causally when a source is given."""
        own = None if source is not None else mask
        attended = self.itself(states, self.itself.keys_values(states), own, causal=source is not None)
        states = self.norm_itself(states + self.dropout(attended))
        seen = self.cross.keys_values(source) if self.cross is not None and source is not None else None
        return self.finish(states, seen, mask)


class Translator(nn.Module):
    """The whole network."""

    positions: Tensor

    def __init__(self, shape: Shape) -> None:
        """Create and initialise the network."""
        super().__init__()
        self.shape = shape
        self.shared = nn.Embedding(shape.vocab, shape.width)
        self.encoder = nn.ModuleList(Layer(shape, cross=False) for _ in range(shape.encoder))
        self.decoder = nn.ModuleList(Layer(shape, cross=True) for _ in range(shape.decoder))
        self.dropout = nn.Dropout(shape.dropout)
        self.register_buffer("positions", sinusoids(512, shape.width), persistent=False)
        for name, weight in self.named_parameters():
            if name == "shared.weight":
                nn.init.normal_(weight, std=shape.width**-0.5)
            elif weight.dim() == 2:
                depth = shape.encoder if name.startswith("encoder") else shape.decoder
                nn.init.xavier_uniform_(weight, gain=depth**-0.25)
            elif name.endswith("bias"):
                nn.init.zeros_(weight)

    def embed(self, ids: Tensor, start: int = 0) -> Tensor:
        """Return the scaled embeddings plus positions."""
        positions = self.positions[start : start + ids.shape[1]].to(self.shared.weight.dtype)
        embedded: Tensor = self.dropout(self.shared(ids) * math.sqrt(self.shape.width) + positions)
        return embedded

    def encode(self, source: Tensor) -> tuple[Tensor, Tensor]:
        """Return the encoder's output and its padding mask."""
        mask = (source != self.shape.pad)[:, None, None, :]
        states = self.embed(source)
        for layer in self.encoder:
            states = layer(states, None, mask)
        return states, mask

    def states(self, source: Tensor, target: Tensor) -> Tensor:
        """Return the decoder's output at every position of the target (teacher forcing)."""
        memory, mask = self.encode(source)
        states = self.embed(target)
        for layer in self.decoder:
            states = layer(states, memory, mask)
        return states


def sinusoids(length: int, width: int) -> Tensor:
    """Return fixed positions, the sines in the first half and the cosines in the second."""
    half = width // 2
    angles = torch.arange(length)[:, None] * torch.exp(torch.arange(half) * (-math.log(10000.0) * 2 / width))
    return torch.cat([angles.sin(), angles.cos()], dim=1)


class Cache:
    """The keys and values that a decoder layer has seen, for every beam of every sentence."""

    def __init__(self, layer: Layer, memory: Tensor, beams: int, limit: int, heads: int) -> None:
        """Reserve room and project the encoder's output once."""
        rows, width = memory.shape[0] * beams, memory.shape[2] // heads
        self.keys = memory.new_zeros(rows, heads, limit, width)
        self.values = torch.zeros_like(self.keys)
        assert layer.cross is not None
        self.source = layer.cross.keys_values(memory)

    def step(self, layer: Any, states: Tensor, mask: Tensor, position: int) -> Tensor:
        """Run one decoder layer over one new position of all beams; states are (rows, 1, width)."""
        keys, values = layer.itself.keys_values(states)
        self.keys[:, :, position : position + 1], self.values[:, :, position : position + 1] = keys, values
        past = self.keys[:, :, : position + 1], self.values[:, :, : position + 1]
        states = layer.norm_itself(states + layer.itself(states, past, None))
        beams = states.view(mask.shape[0], -1, states.shape[-1])
        finished: Tensor = layer.finish(beams, self.source, mask)
        return finished.view_as(states)

    def reorder(self, rows: Tensor, length: int) -> None:
        """Let every beam continue from the row it came from."""
        self.keys[:, :, :length] = self.keys[rows, :, :length]
        self.values[:, :, :length] = self.values[rows, :, :length]


@torch.inference_mode()
def beam_search(model: Translator, source: Tensor, beams: int = 4, alpha: float = 1.0) -> list[list[int]]:
    """Return the best output of each source row, scored by mean log-probability to the power ``alpha``."""
    model.eval()
    count, limit = source.shape[0], min(int(1.6 * source.shape[1]) + 12, 256)
    memory, mask = model.encode(source)
    caches = [Cache(layer, memory, beams, limit, model.shape.heads) for layer in model.decoder]  # type: ignore[arg-type]
    tokens = source.new_full((count * beams, limit + 1), model.shape.pad)
    scores = torch.full((count, beams), -1e9, device=source.device)
    scores[:, 0] = 0
    done = torch.zeros(count * beams, dtype=torch.bool, device=source.device)
    lengths = torch.ones(count * beams, device=source.device)
    base = torch.arange(count, device=source.device)[:, None] * beams
    for position in range(limit):
        states = model.embed(tokens[:, position : position + 1], position)
        for layer, cache in zip(model.decoder, caches, strict=True):
            states = cache.step(layer, states, mask, position)
        chances = next_chances(model, states[:, 0], done, last=position + 1 == limit)
        total = (scores.view(-1, 1) + chances).view(count, -1)
        scores, best = total.topk(beams, dim=1)
        rows, words = (base + best // model.shape.vocab).flatten(), (best % model.shape.vocab).flatten()
        if beams > 1:
            tokens, done, lengths = tokens[rows], done[rows], lengths[rows]
            for cache in caches:
                cache.reorder(rows, position + 1)
        tokens[:, position + 1] = words
        lengths += (~done).float()
        done = done | (words == EOS)
        if position % 4 == 3 and bool(done.all()):
            break
    ranked = scores / lengths.view(count, beams) ** alpha
    chosen = tokens[(base[:, 0] + ranked.argmax(1))][:, 1:].tolist()
    return [row[: row.index(EOS)] if EOS in row else row for row in chosen]


def next_chances(model: Translator, states: Tensor, done: Tensor, *, last: bool) -> Tensor:
    """Return log-probabilities of the next piece; finished rows can only repeat the end mark."""
    logits = F.linear(states, model.shared.weight).float()
    logits[:, model.shape.pad] = FORBIDDEN
    chances = torch.log_softmax(logits, -1)
    frozen = torch.full_like(chances[:1], -1e9)
    frozen[:, EOS] = 0
    return torch.where((done | last)[:, None], frozen, chances)


def translate(model: Translator, vocabulary: Vocabulary, sources: list[list[int]], beams: int, room: int) -> list[str]:
    """Translate rows of marked ids in batches of similar length with about ``room`` source ids times beams each."""
    device = model.shared.weight.device
    order = sorted(range(len(sources)), key=lambda number: -len(sources[number]))
    outputs: list[list[int]] = [[] for _ in sources]
    start = 0
    while start < len(order):
        longest = -(-len(sources[order[start]]) // 8) * 8
        part = order[start : start + max(1, room // (longest * beams))]
        padded = [sources[number] + [model.shape.pad] * (longest - len(sources[number])) for number in part]
        for number, row in zip(part, beam_search(model, torch.tensor(padded, device=device), beams), strict=True):
            outputs[number] = row
        start += len(part)
    return vocabulary.decode(outputs)


def marian_weights(model: Translator) -> dict[str, Tensor]:
    """Return the network's weights under the names that MarianMTModel uses."""
    weights = {"model.shared.weight": model.shared.weight}
    plain = {"norm_itself": "self_attn_layer_norm", "norm_cross": "encoder_attn_layer_norm", "up": "fc1",
             "down": "fc2", "norm_feed": "final_layer_norm"}  # fmt: skip
    for name, value in model.state_dict().items():
        side, *parts = name.split(".")
        if side not in ("encoder", "decoder"):
            continue
        number, block, *rest = parts
        start = f"model.{side}.layers.{number}."
        if block in plain:
            weights[f"{start}{plain[block]}.{rest[0]}"] = value
            continue
        start += "self_attn" if block == "itself" else "encoder_attn"
        if rest[0] == "memory":
            keys, values = value.chunk(2)
            weights[f"{start}.k_proj.{rest[1]}"], weights[f"{start}.v_proj.{rest[1]}"] = keys, values
        else:
            weights[f"{start}.{'q_proj' if rest[0] == 'query' else 'out_proj'}.{rest[1]}"] = value
    return weights


def export(model: Translator, folder: Path, shard: str = "5GB") -> None:
    """Write the network as a half-precision MarianMTModel folder, without the tokenizer."""
    from transformers import MarianConfig, MarianMTModel  # noqa: PLC0415

    shape = model.shape
    config = MarianConfig(
        vocab_size=shape.vocab, d_model=shape.width, encoder_layers=shape.encoder, decoder_layers=shape.decoder,
        encoder_attention_heads=shape.heads, decoder_attention_heads=shape.heads, encoder_ffn_dim=shape.feed,
        decoder_ffn_dim=shape.feed, activation_function="relu", dropout=shape.dropout, scale_embedding=True,
        max_position_embeddings=512, pad_token_id=shape.pad, eos_token_id=EOS, bos_token_id=None,
        decoder_start_token_id=shape.pad, forced_eos_token_id=EOS, share_encoder_decoder_embeddings=True,
        tie_word_embeddings=True,
    )  # fmt: skip
    marian = MarianMTModel(config)
    missing, unexpected = marian.load_state_dict(marian_weights(model), strict=False)
    allowed = ("embed_tokens.weight", "embed_positions.weight", "lm_head.weight", "final_logits_bias")
    if unexpected or any(not name.endswith(allowed) for name in missing):
        raise RuntimeError(f"weights do not fit MarianMTModel: {missing[:3]} {unexpected[:3]}")
    marian.tie_weights()
    with torch.no_grad():
        marian.final_logits_bias[0, shape.pad] = FORBIDDEN
    settings = {"max_length": None, "max_new_tokens": 256, "num_beams": 4, "length_penalty": 1.0,
                "bad_words_ids": [[shape.pad]]}  # fmt: skip
    marian.generation_config.update(**settings)
    marian.half().save_pretrained(folder, max_shard_size=shard)


def exported_shape(folder: Path) -> Shape:
    """Read the sizes of an exported folder."""
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    names = {"vocab": "vocab_size", "width": "d_model", "heads": "encoder_attention_heads", "feed": "encoder_ffn_dim",
             "encoder": "encoder_layers", "decoder": "decoder_layers"}  # fmt: skip
    return Shape(**{name: config[key] for name, key in names.items()}, dropout=0.0)


@torch.no_grad()
def import_weights(model: Translator, folder: Path) -> None:
    """Fill the network with the weights of an exported folder, through views under Marian's names."""
    stored: dict[str, Tensor] = {}
    for path in sorted(folder.glob("*.safetensors")):
        stored |= load_file(path)
    for name, view in marian_weights(model).items():
        if name not in stored or stored[name].shape != view.shape:
            raise ValueError(f"{folder} lacks {name} of shape {tuple(view.shape)}")
        view.copy_(stored[name])


def save_network(model: Translator, path: Path) -> None:
    """Write sizes and single-precision weights to one file."""
    torch.save({"shape": asdict(model.shape), "model": model.state_dict()}, path)


def load_network(path: Path, device: str) -> Translator:
    """Read a network that save_network wrote, or an exported folder."""
    if path.is_dir():
        model = Translator(exported_shape(path))
        import_weights(model, path)
        return model.to(device).eval()
    stored = torch.load(path, map_location="cpu", weights_only=True)
    model = Translator(Shape(**stored["shape"]))
    model.load_state_dict(stored["model"])
    return model.to(device).eval()
