"""Executes a notebook in its own folder, without a browser: execute.py NOTEBOOK OUTPUT."""

import pathlib
import sys

import nbclient
import nbformat

source, target = (pathlib.Path(argument).resolve() for argument in sys.argv[1:])
notebook = nbformat.read(source, as_version=4)
client = nbclient.NotebookClient(
    notebook,
    timeout=300,
    startup_timeout=120,
    record_timing=False,
    coalesce_streams=True,
    resources={"metadata": {"path": str(source.parent)}},
)
client.execute()
target.parent.mkdir(parents=True, exist_ok=True)
nbformat.write(notebook, target)
