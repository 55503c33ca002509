#!/usr/bin/env bash
# Puts libtorch 2.7.1 for CUDA 12.8 on this node and says how Outlayer finds it. See --help, and README.md beside this.
set -euo pipefail

version=2.7.1
flavor=cu128
least_driver=525

usage() {
  cat <<'HELP'
Usage: install-libtorch.sh [OPTION]...

Installs libtorch 2.7.1+cu128, which the bundled JNI needs in exactly this version, into a directory of this node, and prints
the three environment variables by which Outlayer's executors find it. Done once; a second run changes nothing. On a node
without an NVIDIA driver nothing is done. Without options it serves as an init script (Databricks) or bootstrap action.

  --to DIR         where to (default: /databricks/outlayer/libtorch on Databricks, else /opt/outlayer/libtorch)
  --index-url URL  package index of the wheels (default: https://download.pytorch.org/whl/cu128)
  --wheels DIR     take the wheels of torch 2.7.1+cu128 and its nvidia-* packages from a directory, without network
  --jar FILE       take org.bytedeco:pytorch:2.7.1-1.5.12:linux-x86_64-gpu instead; CUDA's own libraries (cuBLAS, cuDNN, ...)
                   must then be installed on the node
  --spark-env FILE write the variables into that spark-env.sh as well (default on Databricks: its own)
  --without-gpu    install on a node without a driver too, for example into an image
  --dry-run        print what would be done
  --help           this text
HELP
}

fail() {
  echo "install-libtorch: $*" >&2
  exit 2
}

to=/opt/outlayer/libtorch
index=https://download.pytorch.org/whl/cu128
wheels=
jar=
spark_env=
without_gpu=no
dry_run=no
if [ -d /databricks/spark/conf ]; then
  to=/databricks/outlayer/libtorch
  spark_env=/databricks/spark/conf/spark-env.sh
fi

while [ $# -gt 0 ]; do
  case "$1" in
    --to | --index-url | --wheels | --jar | --spark-env)
      [ $# -ge 2 ] || fail "$1 needs a value; see --help"
      case "$1" in
        --to) to=$2 ;;
        --index-url) index=$2 ;;
        --wheels) wheels=$2 ;;
        --jar) jar=$2 ;;
        --spark-env) spark_env=$2 ;;
      esac
      shift 2
      ;;
    --without-gpu) without_gpu=yes; shift ;;
    --dry-run) dry_run=yes; shift ;;
    --help) usage; exit 0 ;;
    *) fail "unknown option $1; see --help" ;;
  esac
done
[ -z "$wheels" ] || [ -z "$jar" ] || fail "--wheels and --jar exclude each other"
[ -z "$wheels" ] || [ -d "$wheels" ] || fail "--wheels $wheels is no directory"
[ -z "$jar" ] || [ -f "$jar" ] || fail "--jar $jar is no file"
case "$to" in /*) ;; *) fail "--to $to: expected an absolute path, the same on every node" ;; esac

run() {
  if [ "$dry_run" = yes ]; then
    echo "would run: $*"
  else
    "$@"
  fi
}

# A driver node may have no GPU, and needs no libtorch for one.
if [ "$without_gpu" = no ]; then
  if ! command -v nvidia-smi >/dev/null 2>&1; then
    echo "install-libtorch: no nvidia-smi on this node, so no GPU to use: nothing is installed"
    exit 0
  fi
  driver=$(nvidia-smi --query-gpu=driver_version --format=csv,noheader 2>/dev/null | head -n 1 || true)
  case "$driver" in
    [0-9]*)
      [ "${driver%%.*}" -ge "$least_driver" ] ||
        fail "the NVIDIA driver is $driver, expected $least_driver or later for CUDA 12: update the node's driver"
      ;;
    *) fail "nvidia-smi lists no GPU (it says: ${driver:-nothing}): look at the node's driver, or give --without-gpu" ;;
  esac
fi

if [ -n "$jar" ]; then
  inside=lib
  source=$jar
else
  inside=torch/lib
  source=${wheels:-$index}
fi
lib=$to/$inside
marker=.outlayer-libtorch
stamp="libtorch $version+$flavor in $inside"

from_wheels() {
  if [ -n "$wheels" ]; then
    run python3 -m pip install --quiet --no-input --no-compile --target "$1" --no-index --find-links "$wheels" torch==$version+$flavor
  else
    run python3 -m pip install --quiet --no-input --no-compile --target "$1" --index-url "$index" torch==$version+$flavor
  fi
}

from_jar() {
  run mkdir -p "$1/lib"
  run unzip -q -o -j "$jar" 'org/bytedeco/pytorch/linux-x86_64-gpu/*.so*' -d "$1/lib"
}

require_libraries() {
  local name
  for name in libc10.so libc10_cuda.so libtorch.so libtorch_cpu.so libtorch_cuda.so; do
    [ -f "$1/$name" ] || fail "$source gave no $name (looked in $1): expected libtorch $version built for CUDA"
  done
}

if [ -f "$to/$marker" ] && [ "$(cat "$to/$marker")" = "$stamp" ]; then
  echo "install-libtorch: $to has $stamp already"
else
  if [ -d "$to" ] && [ ! -f "$to/$marker" ] && [ -n "$(ls -A "$to")" ]; then
    fail "--to $to holds files of others: expected an empty directory, or one that this script made"
  fi
  echo "install-libtorch: installing $stamp from $source into $to"
  part=$to.part.$$
  trap 'rm -rf "$part"' EXIT
  run mkdir -p "$part"
  if [ -n "$jar" ]; then from_jar "$part"; else from_wheels "$part"; fi
  if [ "$dry_run" = no ]; then
    require_libraries "$part/$inside"
    echo "$stamp" >"$part/$marker"
    rm -rf "$to"
    mv "$part" "$to"
  fi
fi

variables="export PYTORCH_LIBRARY_PATH=$lib
export PYTORCH_VERSION=$version
export PYTORCH_FLAVOR=$flavor"
if [ -n "$spark_env" ]; then
  if [ -f "$spark_env" ] && grep -qxF "export PYTORCH_LIBRARY_PATH=$lib" "$spark_env"; then
    echo "install-libtorch: $spark_env has the variables already"
  elif [ "$dry_run" = yes ]; then
    echo "would append the variables to $spark_env"
  else
    printf '\n# libtorch for CUDA, by install-libtorch.sh of Outlayer\n%s\n' "$variables" >>"$spark_env"
  fi
fi

cat <<NEXT
# For spark-env.sh of every worker (or spark.executorEnv.NAME=VALUE):
$variables
NEXT
