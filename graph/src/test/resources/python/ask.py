"""Asks a SavedModel through both of Python's loaders.

Arguments: the model's directory; a JSON file {batch: {input: [values]}}. Prints one JSON line
{loader, signature, batch, output, values} per answer.
"""

import json
import sys

import numpy as np
import tensorflow as tf

directory, batches = sys.argv[1], json.load(open(sys.argv[2], encoding="utf-8"))


def report(loader, signature, batch, answers):
    for output, values in answers.items():
        values = np.asarray(values)
        print(
            json.dumps(
                {
                    "loader": loader,
                    "signature": signature,
                    "batch": batch,
                    "output": output,
                    "shape": values.shape,
                    "values": values.ravel().tolist(),
                }
            )
        )


loaded = tf.saved_model.load(directory)
# Once more into the same process, as a server does with two versions.
tf.saved_model.load(directory)
for name, function in loaded.signatures.items():
    if name.startswith("__"):
        continue
    specs = function.structured_input_signature[1]
    for batch, columns in batches.items():
        fed = {key: tf.constant(columns[key], dtype=spec.dtype) for key, spec in specs.items()}
        report("load", name, batch, function(**fed))

with tf.compat.v1.Session(graph=tf.Graph()) as session:
    meta = tf.compat.v1.saved_model.load(session, ["serve"], directory)
    for name, signature in meta.signature_def.items():
        if name.startswith("__"):
            continue
        for batch, columns in batches.items():
            fed = {info.name: columns[key] for key, info in signature.inputs.items()}
            fetched = {key: info.name for key, info in signature.outputs.items()}
            report("v1", name, batch, session.run(fetched, fed))
