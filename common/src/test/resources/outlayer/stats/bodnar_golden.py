"""Makes bodnar_golden.json: Bodnar, Gupta and Parolya 2014, alpha* S + beta* I, with NumPy. Run it where it lies."""

import json
import pathlib

import numpy as np

rng = np.random.default_rng(20260604)
cases = []
for n, p in [(50, 6), (12, 30), (200, 20), (8, 5)]:
    x = rng.standard_normal((n, p)) @ np.diag(np.logspace(0.7, -0.7, p)) + 10
    s = np.cov(x, rowvar=False)
    target = np.eye(p)
    top = np.trace(s) ** 2 * np.sum(target**2) / n
    bottom = np.sum(s**2) * np.sum(target**2) - np.trace(s @ target) ** 2
    alpha = 1 - top / bottom
    beta = np.trace(s @ target) / np.sum(target**2) * (1 - alpha)
    assert 0 < alpha < 1, alpha
    cases.append({"n": n, "x": x.tolist(), "intensity": 1 - alpha, "shrunk": (alpha * s + beta * target).tolist()})
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases) + "\n")
