"""Vocabularies of the small models: trained on a few lines, in the files of the hub."""

import io
import json
from collections.abc import Sequence
from pathlib import Path

TEXT = [
    "Presiden meresmikan jembatan baru di Kota Bandar Lama pada Senin pagi.",
    "Pemerintah mengalokasikan anggaran Rp 3,5 triliun untuk perbaikan jalan.",
    "Warga mengatakan harga beras naik 12,5 persen sejak tanggal 12/04/2023.",
    "The president opened a new bridge in the city on Monday morning.",
    "The government set aside 3.5 trillion rupiah for road repairs.",
    "Residents said the price of rice has risen 12.5 percent since April 12, 2023.",
]


def train_pieces(
    path: Path,
    lines: Sequence[str] = TEXT,
    *,
    kind: str = "unigram",
    size: int = 110,
    controls: tuple[str, ...] = ("<unk>", "<s>", "</s>"),
    user_defined: tuple[str, ...] = (),
) -> list[str]:
    """Write a sentencepiece model to ``path`` and return its pieces. ``controls`` get the first ids."""
    import sentencepiece

    ids = {token: i for i, token in enumerate(controls)}
    written = io.BytesIO()
    sentencepiece.SentencePieceTrainer.train(
        sentence_iterator=iter(list(lines) * 20),
        model_writer=written,
        model_type=kind,
        vocab_size=size,
        hard_vocab_limit=False,
        unk_id=ids["<unk>"],
        bos_id=ids.get("<s>", -1),
        eos_id=ids.get("</s>", -1),
        pad_id=ids.get("<pad>", -1),
        user_defined_symbols=list(user_defined),
        minloglevel=2,
    )
    path.write_bytes(written.getvalue())
    processor = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [processor.id_to_piece(i) for i in range(processor.get_piece_size())]


def write_json(path: Path, content: object) -> None:
    path.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")


def word_pieces(lines: Sequence[str] = TEXT) -> list[str]:
    """A WordPiece vocabulary in lower case, whole words of every second line and letters for the rest."""
    words = {word for line in lines[::2] for word in line.lower().replace(".", " ").replace(",", " ").split()}
    letters = {letter for line in lines for letter in line.lower() if not letter.isspace()}
    controls = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    return [*controls, *sorted(words | letters), *(f"##{letter}" for letter in sorted(letters))]
