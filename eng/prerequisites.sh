#!/usr/bin/env bash
# Installs what the kit needs from the system's packages, and says what. Skips what is there.
#   engine    libtorch with its headers, and a C++ compiler         (needed to build)
#   speed     OpenBLAS: libtorch multiplies matrices with the system's libblas.so.3, and Debian's reference one was measured 19 times slower
#   data      Fashion-MNIST                                         (needed by the notebooks and some tests)
#   pictures  chromium with a font, npm (to fetch plotly.js once)   (needed for figures as PNG)
#   kernel    libzmq                                                (needed by the Jupyter kernel)
# and with the argument 'tests' what the tests drive the kernel with:
#   jupyter   the classic Notebook server, nbconvert, jupyter_client
#   onnx      PyTorch for Python, which exports the ONNX files that the importer is tested on
set -euo pipefail

have_torch() { [ -n "${LIBTORCH:-}" ] || [ -f /usr/include/torch/csrc/api/include/torch/torch.h ]; }
have_blas() { [ -n "${LIBTORCH:-}" ] || compgen -G "/usr/lib/*/libopenblas.so.0" >/dev/null || compgen -G "/usr/lib/*/libblis.so.4" >/dev/null; }
have_zmq() { compgen -G "/usr/lib/*/libzmq.so.5" >/dev/null || compgen -G "/usr/lib/libzmq.so*" >/dev/null || compgen -G "${CONDA_PREFIX:-/nowhere}/lib/libzmq.so*" >/dev/null; }
have_chromium() { [ -x "${RESEARCHKIT_CHROMIUM:-}" ] || command -v chromium chromium-browser google-chrome >/dev/null 2>&1; }

command -v dotnet >/dev/null 2>&1 || { echo "prerequisites: the .NET 10 SDK is missing; 'dotnet' is not on the PATH." >&2; exit 1; }

missing=()
command -v g++ >/dev/null 2>&1 || missing+=(g++)
have_torch || missing+=(libtorch-dev)
have_blas || missing+=(libopenblas0-pthread)
[ -d /usr/share/datasets/fashion-mnist ] || [ -n "${RESEARCHKIT_DATA:-}" ] || missing+=(dataset-fashion-mnist)
have_chromium || missing+=(chromium)
have_chromium && compgen -G "/usr/share/fonts/truetype/*/*.ttf" >/dev/null || missing+=(fonts-dejavu-core)
command -v npm >/dev/null 2>&1 || missing+=(npm)
have_zmq || missing+=(libzmq5)
if [ "${1:-}" = tests ]; then
    command -v jupyter-notebook >/dev/null 2>&1 || missing+=(jupyter-notebook)
    command -v jupyter-nbconvert >/dev/null 2>&1 || missing+=(jupyter-nbconvert)
    /usr/bin/python3 -c 'import jupyter_client' >/dev/null 2>&1 || missing+=(python3-jupyter-client)
    /usr/bin/python3 -c 'import torch' >/dev/null 2>&1 || missing+=(python3-torch)
fi

if [ ${#missing[@]} -eq 0 ]; then
    echo "prerequisites: all there."
    exit 0
fi

if ! command -v apt-get >/dev/null 2>&1; then
    echo "prerequisites: missing: ${missing[*]} (names of Debian packages)." >&2
    echo "This system has no apt-get. 'conda env create -f environment.yml' gives the same; then set LIBTORCH to the folder with libtorch's include/ and lib/." >&2
    exit 1
fi

sudo=""
if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || { echo "prerequisites: run as root: apt-get install ${missing[*]}" >&2; exit 1; }
    sudo="sudo"
fi

echo "prerequisites: installing from Debian: ${missing[*]} (libtorch is about 300 MB on disk)."
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! { $sudo apt-get update && $sudo apt-get install -y --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
    tail -n 20 "$log" >&2
    echo "prerequisites: apt-get could not install: ${missing[*]}" >&2
    exit 1
fi
echo "prerequisites: installed ${missing[*]}."
