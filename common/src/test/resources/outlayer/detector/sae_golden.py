"""Makes sae_golden.json: scores of sparse latents by their dense definitions with NumPy. Run it where it lies."""

import json
import pathlib

import numpy as np

rng = np.random.default_rng(20260603)
latents, k = 40, 6


def rows(n, choices):
    x = np.zeros((n, latents), dtype=np.float32)
    for row in x:
        active = rng.choice(choices, size=rng.integers(2, k + 1), replace=False)
        row[active] = rng.exponential(2, size=len(active))
    return x


trusted = rows(30, np.arange(25))
x = rows(12, np.arange(40))
x[0] = trusted[3]
mean, deviation = trusted.astype(np.float64).mean(0), trusted.astype(np.float64).std(0)
cases = {
    "trusted": trusted.astype(float).tolist(),
    "x": x.astype(float).tolist(),
    "k": k,
    "l0": ((x != 0) & ~(trusted != 0).any(0)).sum(1).tolist(),
    "floors": [1e-8, 0.5],
    "diagonal": [(((x.astype(np.float64) - mean) / np.maximum(deviation, floor)) ** 2).mean(1).tolist() for floor in (1e-8, 0.5)],
}
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases) + "\n")
