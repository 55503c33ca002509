"""Makes neighbours_golden.json: scikit-learn's LocalOutlierFactor and distances to neighbours, and the published form of the local
outlier factor (METHODS.md section 4) written out in NumPy. Run it where it lies."""

import json
import pathlib

import numpy as np
from sklearn.neighbors import LocalOutlierFactor, NearestNeighbors

BATCH = 3


def published(trusted, test, k):
    scores = []
    for start in range(0, len(test), BATCH):
        batch = test[start:start + BATCH]
        points = np.vstack([batch, trusted])
        distances = np.linalg.norm(points[:, None] - points[None], axis=-1) + 1e-4
        np.fill_diagonal(distances, np.inf)
        order = np.argsort(distances, axis=1, kind="stable")[:, :k]
        k_distances = np.take_along_axis(distances, order, 1)[:, -1]
        scores += [k_distances[i] * np.mean(1 / k_distances[order[i]]) for i in range(len(batch))]
    return scores


rng = np.random.default_rng(20241101)
cases = []
for name, n, d, k in [("n > d", 60, 3, 20), ("n < d", 30, 40, 5), ("n <= k", 12, 5, 20), ("duplicates", 40, 4, 5)]:
    trusted = 50 + rng.standard_normal((n, d)) * np.logspace(0, -1, d)
    test = 50 + 2 * rng.standard_normal((8, d)) * np.logspace(0, -1, d)
    if name == "duplicates":
        trusted[10:25] = trusted[9]  # more than k + 8 equal ones
        trusted[30:33] = trusted[29]
        test[0] = trusted[9]
        test[1] = test[2]
    lof = LocalOutlierFactor(n_neighbors=k, novelty=True, algorithm="brute" if d > 9 else "kd_tree").fit(trusted)
    few = min(k, n - 1)
    distances = NearestNeighbors(n_neighbors=min(k, n), algorithm="kd_tree").fit(trusted).kneighbors(test)[0]
    cases.append({
        "name": name,
        "k": k,
        "batch": BATCH,
        "trusted": trusted.tolist(),
        "test": test.tolist(),
        "lof": (-lof.score_samples(test)).tolist(),
        "published": published(trusted, test, few),
        "kth": distances[:, -1].tolist(),
        "mean": distances.mean(1).tolist(),
    })
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases) + "\n")
