"""Makes offline_golden.json: the offline scores of METHODS.md section 4 with NumPy and SciPy. Run it where it lies."""

import json
import pathlib

import numpy as np
from scipy.linalg import expm
from scipy.stats import multivariate_normal

rng = np.random.default_rng(20260602)


def quantum_entropy(trusted, unlabelled, x, alpha, rcond):
    values, vectors = np.linalg.eigh(np.cov(trusted, rowvar=False))
    kept = values > rcond * values.max()
    w = vectors[:, kept] / np.sqrt(values[kept])
    s = w.T @ np.cov(unlabelled, rowvar=False) @ w
    a = alpha * s / np.linalg.eigvalsh(s).max()
    by_eigh, q = np.linalg.eigh(a)
    by_eigh = q @ np.diag(np.exp(by_eigh)) @ q.T
    assert np.allclose(by_eigh, expm(a), rtol=1e-9, atol=1e-9 * np.exp(alpha))
    z = (x - trusted.mean(0)) @ w
    return np.einsum("ni,ij,nj->n", z, expm(a), z)


def shrink(s, n):
    """Bodnar, Gupta and Parolya 2014: alpha S + beta I; alpha at least 0."""
    p = len(s)
    trace, squared, target = np.trace(s), np.sum(s**2), p
    bottom = squared * target - trace**2
    alpha = max(0, 1 - trace**2 * target / n / bottom)
    beta = (1 - alpha) * trace / target
    return alpha * s + beta * np.eye(p), alpha


def subspace(trusted, unlabelled):
    bases = []
    for x in (trusted, unlabelled):
        values, vectors = np.linalg.eigh(np.cov(x, rowvar=False))
        bases.append(vectors[:, values > 1e-5])
    return bases[0] if bases[0].shape[1] <= bases[1].shape[1] else bases[1]


def gaussians(trusted, unlabelled, basis):
    return [(x.mean(0) @ basis, shrink(basis.T @ np.cov(x, rowvar=False) @ basis, len(x))[0]) for x in (trusted, unlabelled)]


def ratio(x, basis, trusted, other):
    return multivariate_normal(*other).logpdf(x @ basis) - multivariate_normal(*trusted).logpdf(x @ basis)


def likelihood_ratio(trusted, unlabelled, x):
    basis = subspace(trusted, unlabelled)
    return ratio(x, basis, *gaussians(trusted, unlabelled, basis))


def gaussian_mixture(layers):
    """layers: (trusted, unlabelled, x) each."""
    bases = [subspace(t, u) for t, u, _ in layers]
    fixed, moving = zip(*[gaussians(t, u, b) for (t, u, _), b in zip(layers, bases)])
    moving = list(moving)
    for _ in range(100):
        weights = np.mean([1 / (1 + np.exp(-ratio(u, b, f, m))) for (_, u, _), b, f, m in zip(layers, bases, fixed, moving)], axis=0)
        for k, ((_, u, _), b) in enumerate(zip(layers, bases)):
            y = u @ b
            mean = weights @ y / weights.sum()
            centred = y - mean
            moving[k] = mean, shrink(centred.T @ (weights[:, None] * centred) / weights.sum(), weights.sum())[0]
    return [ratio(x, b, f, m) for (_, _, x), b, f, m in zip(layers, bases, fixed, moving)]


def spectral_signature(unlabelled, x):
    top = np.linalg.eigh(np.cov(unlabelled, rowvar=False))[1][:, -1]
    return ((x - unlabelled.mean(0)) @ top) ** 2


def vectors(n, m, d, shift):
    mixing = np.diag(np.logspace(0.5, -1, d)) @ np.linalg.qr(rng.standard_normal((d, d)))[0]
    centre = 5 * rng.standard_normal(d)
    trusted = centre + rng.standard_normal((n, d)) @ mixing
    unlabelled = centre + rng.standard_normal((m, d)) @ mixing
    unlabelled[: m // 2] = centre + shift * mixing[-1] * np.sqrt(d) + 1.3 * rng.standard_normal((m // 2, d)) @ mixing
    return trusted, unlabelled, np.vstack([unlabelled[:3], unlabelled[-3:], centre + 2 * rng.standard_normal((4, d)) @ mixing])


cases = []
for n, m, d, alpha, rcond in [(60, 50, 8, 4, 1e-3), (15, 20, 25, 4, 1e-5), (40, 12, 30, 36, 1e-3), (30, 40, 5, 0, 0.1)]:
    trusted, unlabelled, x = vectors(n, m, d, 2)
    cases.append({
        "alpha": alpha,
        "rcond": rcond,
        "trusted": trusted.tolist(),
        "unlabelled": unlabelled.tolist(),
        "x": x.tolist(),
        "entropy": quantum_entropy(trusted, unlabelled, x, alpha, rcond).tolist(),
        "ratio": likelihood_ratio(trusted, unlabelled, x).tolist(),
        "signature": spectral_signature(unlabelled, x).tolist(),
    })
mixtures = []
for sizes in [[(80, 60, 4, 1.0)], [(50, 40, 6, 1.0), (20, 40, 12, 0.5), (50, 40, 3, 1.5)]]:
    layers = [vectors(*size) for size in sizes]
    mixtures.append({
        "trusted": [t.tolist() for t, _, _ in layers],
        "unlabelled": [u.tolist() for _, u, _ in layers],
        "x": [x.tolist() for _, _, x in layers],
        "scores": [s.tolist() for s in gaussian_mixture(layers)],
    })
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps({"cases": cases, "mixtures": mixtures}) + "\n")
