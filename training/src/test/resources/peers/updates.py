"""Writes updates.txt: the merged gradients of TorchJD and LibMTL, in float64.

Run once, as python updates.py > updates.txt, with torch 2.15.0, torchjd 0.18.0 (on cvxpy 1.9.3,
clarabel 0.11.1, ecos 2.0.14, qpsolvers 4.13.0, quadprog 0.1.14) and LibMTL 1.1.5. A line is:
library, merge, gradients, the update. The gradients are those of PinnedGrams, where a "-" leaves
out the rows of zeros; SEQUENCE and k is step k of one run. Both libraries draw the orders in which
tasks meet: here they take those that Espalier draws with seed 7.
"""

import random
import sys
import types
import warnings

import torch

# LibMTL asks for a function that torchvision has moved since, for a model that is not used here.
sys.modules["torchvision.models.utils"] = types.SimpleNamespace(load_state_dict_from_url=None)

from LibMTL.weighting import CAGrad as LibCaGrad
from LibMTL.weighting import IMTL, MGDA as LibMgda, PCGrad as LibPcGrad
from torchjd import aggregation as jd
from torchjd.linalg import QuadprogProjector

warnings.simplefilter("ignore")
torch.set_default_dtype(torch.float64)

ROWS = {
    "ORTHOGONAL": [[1, 0], [0, 2]],
    "CONFLICT": [[2, 0], [-1, 1]],
    "THREE": [[1, 0, 0], [-1, 1, 0], [0, -2, 1]],
    "LOW_RANK": [[1, 0], [0, 1], [1, 1], [-1, 3]],
    "ZERO_ROW": [[1, 2], [0, 0], [-3, 1]],
    "ZERO_ROW-": [[1, 2], [-3, 1]],
    "RATIO": [[1, 0, 0], [-600000, 800000, 0], [0, -1, 1]],
    "FOUR": [[3, 0, 0, 1], [-1, 2, 0, 0], [0, -1, 1, 0], [-1, 0, -1, 2]],
    "FIVE": [
        [2, 1, 0, 0, 1, 0],
        [-1, 1, 0.5, 0, 0, 0],
        [0, -3, 4, 1, 0, 0],
        [0.25, 0, -0.5, 0.5, 0, 0.125],
        [-1, 0, 0, 2, -2, 3],
    ],
}
SEQUENCE = [
    [[1, 1, 0], [1, 2, 0], [1, 1, 1]],
    [[1, 0, 0], [0, 1, 0], [0, 0, 2]],
    [[1, 0, 0], [-1, 1, 0], [0, -2, 1]],
    [[3, 1, 0], [-1, 2, 1], [0, 1, -1]],
]
ORDERS = {
    (3, 0): [[2, 0, 1], [0, 2, 1], [0, 1, 2]],
    (3, 1): [[2, 1, 0], [0, 2, 1], [2, 1, 0]],
    (3, 2): [[0, 2, 1], [1, 0, 2], [2, 1, 0]],
    (3, 3): [[2, 1, 0], [2, 0, 1], [0, 1, 2]],
    (4, 0): [[2, 3, 0, 1], [2, 3, 1, 0], [3, 2, 1, 0], [1, 0, 2, 3]],
    (5, 0): [
        [2, 3, 0, 1, 4],
        [1, 2, 4, 3, 0],
        [3, 1, 2, 4, 0],
        [2, 3, 1, 4, 0],
        [4, 0, 3, 1, 2],
    ],
}


def orders(tasks, step=0):
    return ORDERS.get((tasks, step), [list(range(tasks))] * tasks)


def ordered(aggregator, rows, step=0):
    """TorchJD with the draws of randperm replaced: of all tasks, or of the places of the others."""
    draws = iter(list(enumerate(orders(len(rows), step))))

    def randperm(count):
        i, order = next(draws)
        if count == len(order):
            return torch.tensor(order)
        return torch.tensor([j - (j > i) for j in order if j != i])

    drawn, torch.randperm = torch.randperm, randperm
    try:
        return aggregator(torch.tensor(rows, dtype=torch.float64))
    finally:
        torch.randperm = drawn


def dropped(rows, draw):
    """TorchJD's GradDrop with a leak of a quarter, where all coordinates draw this."""
    drawn, torch.rand = torch.rand, lambda shape, **_: torch.full(shape, draw)
    try:
        return jd.GradDrop(leak=torch.full((len(rows),), 0.25))(
            torch.tensor(rows, dtype=torch.float64)
        )
    finally:
        torch.rand = drawn


def libmtl(kind, rows, **settings):
    """What a weighting of LibMTL leaves as the gradient of one shared vector."""
    shared = torch.nn.Parameter(torch.zeros(len(rows[0])))

    class Trial(kind):
        task_num, rep_grad, device = len(rows), False, "cpu"

        def get_share_params(self):
            return [shared]

        def zero_grad_share_params(self):
            shared.grad = torch.zeros_like(shared)

        def __init__(self):
            super().__init__()
            self.init_param()

    draws = iter(orders(len(rows)))
    shuffle, random.shuffle = random.shuffle, lambda tasks: tasks.__setitem__(
        slice(None), next(draws)
    )
    try:
        losses = torch.tensor(rows, dtype=torch.float64) @ shared
        Trial().backward(losses, **settings)
        return shared.grad
    finally:
        random.shuffle = shuffle


def ridge(rows):
    """quadprog wants a positive definite matrix: the least ridge that gives it one."""
    rank = torch.linalg.matrix_rank(torch.tensor(rows, dtype=torch.float64))
    return 0.0 if rank == len(rows) else 1e-14


# What is not written, since neither is to agree with the other.
ZERO = "a gradient of zero takes all of the weight, and the update vanishes"
START = "a task gains nothing by the sum, which divides by zero: weights stay at their start of 1"
LEFT_OUT = {
    ("torchjd", "mgda", "ZERO_ROW"): ZERO,
    ("libmtl", "mgda", "ZERO_ROW"): ZERO,
    ("torchjd", "caGrad", "ZERO_ROW"): ZERO,
    ("libmtl", "caGrad", "ZERO_ROW"): ZERO,
    ("torchjd", "nashMtl", "CONFLICT"): START,
    ("torchjd", "nashMtl", "THREE"): START,
    ("torchjd", "nashMtl", "ZERO_ROW"): START,
    ("torchjd", "nashMtl", "RATIO"): "ECOS says that what it found is inaccurate",
    ("torchjd", "imtlG", "LOW_RANK"): "only an update of zero projects equally: least squares",
    ("libmtl", "imtlG", "LOW_RANK"): "the inverse of a singular matrix",
    ("libmtl", "imtlG", "ZERO_ROW"): "not a number",
    ("torchjd", "alignedMtl", "RATIO"): "keeps eigenvalues below the rounding of float32",
    ("libmtl", "mgda", "RATIO"): "stops at two of the three tasks, which is not the shortest",
    ("libmtl", "caGrad", "RATIO"): "SLSQP stops where the objective is not the least",
}

TORCHJD = {
    "pcGrad": lambda rows: ordered(jd.PCGrad(), rows),
    "upGrad": lambda rows: jd.UPGrad(
        projector=QuadprogProjector(norm_eps=0.0, reg_eps=ridge(rows))
    )(torch.tensor(rows, dtype=torch.float64)),
    "mgda": lambda rows: jd.MGDA(epsilon=1e-15, max_iters=200000)(
        torch.tensor(rows, dtype=torch.float64)
    ),
    "caGrad": lambda rows: jd.CAGrad(c=0.4, norm_eps=1e-12)(
        torch.tensor(rows, dtype=torch.float64)
    ),
    "imtlG": lambda rows: jd.IMTLG()(torch.tensor(rows, dtype=torch.float64)),
    "alignedMtl": lambda rows: jd.AlignedMTL()(torch.tensor(rows, dtype=torch.float64)),
    "gradDropUp": lambda rows: dropped(rows, 1e-9),
    "gradDropDown": lambda rows: dropped(rows, 1 - 1e-9),
    "nashMtl": lambda rows: jd.NashMTL(len(rows), max_norm=1.0, optim_niter=500)(
        torch.tensor(rows, dtype=torch.float64)
    ),
}
LIBMTL = {
    "pcGrad": lambda rows: libmtl(LibPcGrad, rows),
    "imtlG": lambda rows: libmtl(IMTL, rows),
    "mgda": lambda rows: libmtl(LibMgda, rows, mgda_gn="none"),
    "caGrad": lambda rows: libmtl(LibCaGrad, rows, calpha=0.4, rescale=0),
}

for library, merges in ("torchjd", TORCHJD), ("libmtl", LIBMTL):
    for merge, update in merges.items():
        for name, rows in ROWS.items():
            # LibMTL's CAGrad is written for three tasks.
            fits = (library, merge) != ("libmtl", "caGrad") or len(rows) == 3
            if fits and (library, merge, name) not in LEFT_OUT:
                print(library, merge, name, *update(rows).tolist())
vaccine = jd.GradVac(beta=0.4, eps=0.0)
for step, rows in enumerate(SEQUENCE):
    print("torchjd gradVac", f"SEQUENCE{step}", *ordered(vaccine, rows, step).tolist())
