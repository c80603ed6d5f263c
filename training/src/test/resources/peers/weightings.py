"""Writes weightings.txt: where descent on LossWeightsTest's losses goes under LibMTL's weightings.

Run once, as python weightings.py > weightings.txt, with torch 2.15.0 and LibMTL 1.1.5, in float64. A
line is: the weighting, the number of steps, the point. Steps have a rate of 0.02, epochs four steps.
Others of LibMTL's are not what Espalier's papers say: its UW starts elsewhere and halves the loss, its
GradNorm weighs by a softmax and starts an epoch later, and its IMTL always adds IMTL-G.
"""

import sys
import types

import numpy
import torch

# LibMTL asks for a function that torchvision has moved since, for a model that is not used here.
sys.modules["torchvision.models.utils"] = types.SimpleNamespace(load_state_dict_from_url=None)

from LibMTL.weighting import DWA, GLS

torch.set_default_dtype(torch.float64)

CENTRES = torch.tensor([[1, 0], [-0.5, 2], [0.3, -1]])
SIZES = torch.tensor([0.5, 2, 10])
RATE = 0.02
EPOCH = 4

for name, kind, settings in [
    ("dwa", DWA, {"T": 2.0}),
    ("dwa(0.5)", DWA, {"T": 0.5}),
    ("geometric", GLS, {}),
]:
    weighting = kind()
    weighting.task_num = 3
    weighting.device = "cpu"
    weighting.train_loss_buffer = numpy.zeros((3, 6))
    point = torch.zeros(2, requires_grad=True)
    for step in range(1, 21):
        weighting.epoch = (step - 1) // EPOCH
        losses = SIZES * (((point - CENTRES) ** 2).sum(1) + 0.1)
        weighting.train_loss_buffer[:, weighting.epoch] += losses.detach().numpy() / EPOCH
        point.grad = None
        weighting.backward(losses, **settings)
        with torch.no_grad():
            point -= RATE * point.grad
        print(name, step, *(f"{x:.9f}" for x in point.tolist()))
