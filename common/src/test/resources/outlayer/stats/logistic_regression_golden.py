"""Makes logistic_regression_golden.json with scikit-learn. Run it where it lies.

Ours minimises mean loss + l2 v |w|^2 with v = trace / d of the population covariance; scikit-learn's is C sum of losses + |w|^2 / 2:
C = 1 / (2 n v l2). Newton with Cholesky factors gives the minimum to rounding.
"""

import json
import pathlib
import warnings

import numpy as np
from sklearn.linear_model import LogisticRegression

warnings.simplefilter("ignore")  # a tolerance beyond rounding
rng = np.random.default_rng(20260601)
cases = []
for n, d, l2 in [(60, 5, 0.0), (60, 5, 1e-3), (80, 4, 1.0), (20, 35, 1e-4), (20, 35, 0.1), (50, 6, 1e4)]:
    x = 3 + rng.standard_normal((n, d)) * np.logspace(0, -1.5, d)
    y = x @ rng.standard_normal(d) * 2 + rng.logistic(size=n) * 1.5
    y = y > np.quantile(y, 0.6)
    v = x.var(0).mean()
    model = LogisticRegression(C=1 / (2 * n * v * l2) if l2 else np.inf, solver="newton-cholesky", tol=1e-13, max_iter=1000)
    model.fit(x, y)
    w, b = model.coef_[0], model.intercept_[0]
    # scikit-learn stops by its own rule: a few Newton steps more bring the gradient to rounding.
    lam = l2 * v
    theta = np.append(w, b)
    z = np.hstack([x, np.ones((n, 1))])
    ridge = np.diag(np.append(np.full(d, 2 * lam), 0))
    for _ in range(5):
        p = 1 / (1 + np.exp(-z @ theta))
        g = z.T @ (p - y) / n + ridge @ theta
        theta = theta - np.linalg.solve(z.T @ (z * (p * (1 - p))[:, None]) / n + ridge, g)
    assert np.allclose(theta[:d], w, rtol=1e-4, atol=1e-7), (theta[:d] - w, l2)
    f = z @ theta
    loss = np.logaddexp(0, np.where(y, -f, f)).mean() + lam * theta[:d] @ theta[:d]
    cases.append({"l2": l2, "x": x.tolist(), "labels": y.tolist(), "weights": theta[:d].tolist(), "intercept": theta[d], "loss": loss})
path = pathlib.Path(__file__).with_suffix(".json")
path.write_text(json.dumps(cases) + "\n")
