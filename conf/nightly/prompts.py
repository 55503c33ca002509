"""Makes the prompts of this guide out of the demo's addition dataset: python prompts.py UNIT, the folder of that unit's parquet files.

Every Alice prompt of the parts trusted, calibration, untrusted and test is dealt at random to the trusted sample and to the days, so that
normal traffic is drawn as the trusted sample was. Bob's are those of untrusted and test. Needs pyarrow.
"""

import json
import pathlib
import random
import sys

import pyarrow.parquet

unit = pathlib.Path(sys.argv[1])
prompts = {"alice": set(), "bob": set()}
for part in ("trusted", "calibration", "untrusted", "test"):
    for file in sorted(unit.rglob(f"{part}*.parquet")):
        for row in pyarrow.parquet.read_table(file).to_pylist():
            prompts[row["character"].lower()].add(row["statement"])

draw = random.Random(633)
alice = sorted(prompts["alice"])
bob = sorted(prompts["bob"])
draw.shuffle(alice)
draw.shuffle(bob)
files = {
    "trusted": [("alice", text) for text in alice[:750]],
    "2026-03-01": [("alice", text) for text in alice[750:900]],
    "2026-03-02": [("alice", text) for text in alice[900:1020]] + [("bob", text) for text in bob[:30]],
}
for name, rows in files.items():
    draw.shuffle(rows)
    lines = [json.dumps({"prompt": text, "character": character}) + "\n" for character, text in rows]
    (pathlib.Path(__file__).parent / f"{name}.jsonl").write_text("".join(lines))
