"""Pages are served by threads: a stem does not depend on what the others are stemming."""

from concurrent.futures import ThreadPoolExecutor

from symbiose.lexicon.words import stem

WORDS = [f"{start}{end}" for start in ("chariot", "format", "emball", "secour", "élévat") for end in
         ("s", "ions", "ement", "euse", "istes", "ation", "ables", "issant", "eurs", "ées")]  # fmt: skip


def test_threads_stem_alike():
    stem.cache_clear()
    alone = [stem.__wrapped__(word) for word in WORDS]

    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(stem.__wrapped__, WORDS * 200))

    assert together == alone * 200
