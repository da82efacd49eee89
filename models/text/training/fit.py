# Multinomial logistic regression on sparse rows by L-BFGS: convex, started at zero, so the same texts give the same weights.
# Rows have unit length; `scale` sharpens them, which is the same as a weaker penalty. Guarantee: no randomness.
import numpy as np
from scipy.optimize import minimize


def log_softmax(scores):
    shifted = scores - scores.max(1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(1, keepdims=True))


def fit(rows, targets, row_weight, penalty, steps=120):
    """`targets`: a row of label probabilities for each text. Returns weights (slots x labels) and bias."""
    used = np.unique(rows.indices)
    compact = rows[:, used].astype(np.float64).tocsr()
    transposed = compact.T.tocsr()
    labels = targets.shape[1]
    share = (row_weight / row_weight.sum())[:, None]

    def loss(flat):
        weights, bias = flat[:-labels].reshape(-1, labels), flat[-labels:]
        logs = log_softmax(compact @ weights + bias)
        error = share * (np.exp(logs) - targets)
        value = -(share * targets * logs).sum() + 0.5 * penalty * (weights**2).sum()
        return value, np.concatenate([(transposed @ error + penalty * weights).ravel(), error.sum(0)])

    found = minimize(loss, np.zeros(len(used) * labels + labels), jac=True, method="L-BFGS-B", options={"maxiter": steps, "maxcor": 6})
    weights = np.zeros((rows.shape[1], labels), np.float32)
    weights[used] = found.x[:-labels].reshape(-1, labels)
    return weights, found.x[-labels:].astype(np.float32)


def fit_temperature(scores, targets):
    """The temperature under which the targets are likeliest."""
    options = np.geomspace(0.1, 5.0, 120)
    return float(min(options, key=lambda t: -(targets * log_softmax(scores / t)).sum()))
