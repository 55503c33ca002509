"""Makes mahalanobis_golden.json: NumPy's hermitian pseudo-inverse, as in METHODS.md section 4. Run it where it lies."""

import json
import pathlib

import numpy as np

rng = np.random.default_rng(20240614)
cases = []
for n, d in [(40, 6), (12, 20)]:
    # Standard deviations over four decades, so that rcond 1e-3 and 1e-5 keep different ranks.
    mixing = np.diag(np.logspace(0, -4, d)) @ np.linalg.qr(rng.standard_normal((d, d)))[0]
    trusted = 3000 * rng.standard_normal(d) / d + rng.standard_normal((n, d)) @ mixing
    test = trusted.mean(0) + 2 * rng.standard_normal((5, d)) @ mixing
    covariance = np.cov(trusted, rowvar=False)
    centred = test - trusted.mean(0)
    for rcond in (1e-3, 1e-5):
        inverse = np.linalg.pinv(covariance, rcond=rcond, hermitian=True)
        scores = np.einsum("ni,ij,nj->n", centred, inverse, centred) / d
        values = np.linalg.eigvalsh(covariance)
        cases.append({
            "rcond": rcond,
            "rank": int((values > rcond * values.max()).sum()),
            "trusted": trusted.tolist(),
            "test": test.tolist(),
            "scores": scores.tolist(),
        })
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases) + "\n")
