#!/usr/bin/env bash
# Spark's discovery script for GPUs (spark.executor.resource.gpu.discoveryScript, spark.worker.resource.gpu.discoveryScript):
# prints {"name": "gpu", "addresses": ["0", "1"]}. Addresses are the numbers by which libtorch knows the GPUs, so where
# CUDA_VISIBLE_DEVICES chooses some, those are counted from 0.
set -euo pipefail

if [ -n "${CUDA_VISIBLE_DEVICES:-}" ]; then
  count=$(printf '%s\n' "$CUDA_VISIBLE_DEVICES" | tr ',' '\n' | grep -c .)
elif command -v nvidia-smi >/dev/null 2>&1; then
  count=$(nvidia-smi --query-gpu=index --format=csv,noheader | grep -cE '^ *[0-9]+ *$' || true)
else
  echo "discover-gpus: nvidia-smi is not on PATH: this node has no NVIDIA driver, or hides it from Spark" >&2
  exit 1
fi
if [ "$count" -eq 0 ]; then
  echo "discover-gpus: nvidia-smi lists no GPU on this node" >&2
  exit 1
fi

addresses=
for ((index = 0; index < count; index++)); do
  addresses+="${addresses:+, }\"$index\""
done
echo "{\"name\": \"gpu\", \"addresses\": [$addresses]}"
