"""What the segment memory is worth: an article, the same again, and the same with a tenth of its sentences edited.

    python -m benchmarks.memory [--translator bundled] [--sentences 40] [--edited 0.1] [--rounds 5]

The sentences are made up from a few parts, so that they need no files and no two are the same. Each round takes a new
article and an empty memory. Printed are the seconds of each pass through the translator, checks included, and their
ratio to the first pass: median, and lowest and highest of the rounds.
"""

import argparse
import asyncio
import random
import statistics
import time

from models.article.document import Paragraph
from models.article.read import read_text
from models.engines.load import EngineOptions, load_engine
from models.translate.translator import Translator
from service.batching import Batcher
from service.memory import SegmentMemory
from service.settings import available_cores

WHO = ["Pemerintah kota", "Menteri pendidikan", "Kepala dinas perhubungan", "Warga desa", "Ketua panitia", "Polisi"]
DOES = ["akan membangun", "meninjau", "menunda perbaikan", "membuka kembali", "belum menyetujui rencana", "mengawasi"]
WHAT = ["sekolah negeri", "jembatan lama", "pasar ikan", "rumah sakit daerah", "jalan menuju bandara", "lapangan desa"]
WHERE = ["Malang", "Bogor", "Padang", "Ambon", "Palu", "Kupang", "Medan", "Solo"]


def sentence(chance: random.Random) -> str:
    """An Indonesian sentence of about 25 words that is hardly ever made twice."""
    amount, people, day = chance.randint(2, 999), chance.randint(100, 9999), chance.randint(1, 28)
    return (
        f"{chance.choice(WHO)} {chance.choice(DOES)} {chance.choice(WHAT)} di {chance.choice(WHERE)} dengan anggaran "
        f"Rp {amount} juta untuk {people} orang, kata seorang pejabat kepada wartawan pada tanggal {day} Juli lalu."
    )


def paragraphs(sentences: list[str]) -> list[Paragraph]:
    return list(read_text("\n".join(sentences), check_language=False).paragraphs)


async def seconds(translator: Translator, sentences: list[str]) -> float:
    text = paragraphs(sentences)
    began = time.perf_counter()
    await translator.translate(text)
    return time.perf_counter() - began


async def measure(options: argparse.Namespace) -> list[tuple[float, float, float]]:
    """Seconds of the first pass, of the same again, and of the edited article; for each round."""
    cores = available_cores()
    engine = load_engine(options.translator, EngineOptions(workers=cores, threads=1))
    batcher = Batcher(engine.generate, max_batch_tokens=2048, max_queued_tokens=10**7, workers=cores)
    await batcher.start()
    chance = random.Random(1)
    found = []
    for round_number in range(-1, options.rounds):
        article = [sentence(chance) for _ in range(options.sentences)]
        edited = list(article)
        for place in chance.sample(range(len(article)), max(1, round(options.edited * len(article)))):
            edited[place] = sentence(chance)
        translator = Translator(engine, SegmentMemory(64 << 20).remembering(engine.card, batcher.submit))
        passes = (
            await seconds(translator, article),
            await seconds(translator, article),
            await seconds(translator, edited),
        )
        if round_number >= 0:  # the first one warms up
            found.append(passes)
    await batcher.stop()
    engine.close()
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--translator", default="bundled")
    parser.add_argument("--sentences", type=int, default=40)
    parser.add_argument("--edited", type=float, default=0.1, help="share of the sentences that are edited (0.1)")
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    rounds = asyncio.run(measure(options))
    first = statistics.median(passes[0] for passes in rounds)
    print(f"{options.translator}, {options.sentences} sentences, {available_cores()} cores, {len(rounds)} rounds")
    print(f"first pass                {first:7.3f} s")
    for name, place in (("the same again", 1), (f"{options.edited:.0%} edited", 2)):
        ratios = sorted(passes[place] / passes[0] for passes in rounds)
        middle = statistics.median(passes[place] for passes in rounds)
        print(
            f"{name:25} {middle:7.3f} s   {statistics.median(ratios):.3f} of the first pass "
            f"({ratios[0]:.3f} to {ratios[-1]:.3f})"
        )


if __name__ == "__main__":
    main()
