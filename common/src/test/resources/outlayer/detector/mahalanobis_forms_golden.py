"""Makes mahalanobis_forms_golden.json: forms of the Mahalanobis distance by NumPy and scikit-learn, each divided by the number of
features. Run it where it lies."""

import json
import pathlib

import numpy as np
from sklearn.covariance import LedoitWolf

rng = np.random.default_rng(20240815)
rcond = 1e-3
components = 3
cases = []
for n, d in [(60, 6), (9, 14), (2, 5)]:
    # Feature variances from 10 to 1e-5, so that the absolute floor of the relative form and the share of the diagonal one differ.
    scales = np.sqrt(np.logspace(1, -5, d))
    mixing = (np.eye(d) + 0.3 * rng.standard_normal((d, d))) * scales
    mean = 30 * rng.standard_normal(d)
    trusted = mean + rng.standard_normal((n, d)) @ mixing
    test = mean + 2 * rng.standard_normal((5, d)) @ mixing
    covariance = np.cov(trusted, rowvar=False)
    centred = test - trusted.mean(0)
    variances = np.diag(covariance)
    full = np.einsum("ni,ij,nj->n", centred, np.linalg.pinv(covariance, rcond=rcond, hermitian=True), centred)
    counted = variances > rcond
    background = (centred[:, counted] ** 2 / variances[counted]).sum(1)
    large = variances > rcond * variances.max()
    diagonal = (centred[:, large] ** 2 / variances[large]).sum(1)
    values, vectors = np.linalg.eigh(covariance)
    kept = min(components, int((values > 1e-5 * values.max()).sum()))
    pca = ((centred @ vectors[:, -kept:]) ** 2 / values[-kept:]).sum(1)
    shrunk = LedoitWolf().fit(trusted)
    # Without shrinkage (n = 2) scikit-learn inverts a singular matrix; its pseudo-inverse is meant.
    precision = shrunk.precision_ if shrunk.shrinkage_ > 1e-12 else np.linalg.pinv(
        shrunk.covariance_, rcond=1e-12, hermitian=True)
    cases.append({
        "rcond": rcond,
        "components": components,
        "trusted": trusted.tolist(),
        "test": test.tolist(),
        "relative": ((full - background) / d).tolist(),
        "full": (full / d).tolist(),
        "diagonal": (diagonal / d).tolist(),
        "pca": (pca / d).tolist(),
        "intensity": float(shrunk.shrinkage_),
        "shrunk": (np.einsum("ni,ij,nj->n", centred, precision, centred) / d).tolist(),
    })
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases) + "\n")
