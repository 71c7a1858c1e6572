#!/usr/bin/env bash
# Compiles the native shim:  build.sh OUTPUT
# LIBTORCH=/path takes headers and libraries from an unpacked libtorch (CPU or CUDA); without it the system's are used.
set -euo pipefail

output=$1
source=$(dirname "$0")/shim.cpp
compiler=${CXX:-g++}
flags=(-O2 -std=c++17 -fPIC -shared -fvisibility=hidden -Wall -Wno-unknown-pragmas)
system_headers=/usr/include

fail() {
    # The form that MSBuild shows as an error of the project.
    echo "shim.cpp : error RKT001: $*" >&2
    exit 1
}

command -v "$compiler" >/dev/null || fail "no C++ compiler ('$compiler'). Install one: apt-get install -y g++ libtorch-dev"

if [ -n "${LIBTORCH:-}" ]; then
    headers=$LIBTORCH/include
    libraries=$LIBTORCH/lib
    [ -f "$headers/ATen/ATen.h" ] || fail "LIBTORCH is '$LIBTORCH', but '$headers/ATen/ATen.h' does not exist; expected the folder of an unpacked libtorch, with include/ and lib/ in it."
    flags+=(-I"$headers" -I"$headers/torch/csrc/api/include" -L"$libraries" "-Wl,-rpath,$libraries")
    # Official builds before 2.6 use the older layout of std::string; their own configuration says so.
    if grep -qs 'GLIBCXX_USE_CXX11_ABI=0' "$LIBTORCH/share/cmake/Torch/TorchConfig.cmake"; then
        flags+=(-D_GLIBCXX_USE_CXX11_ABI=0)
    fi
    if [ -e "$libraries/libtorch_cuda.so" ]; then
        flags+=(-Wl,--no-as-needed -ltorch_cuda)
    fi
else
    [ -f "$system_headers/ATen/ATen.h" ] || fail "libtorch's headers are not installed. On Debian and Ubuntu: apt-get install -y g++ libtorch-dev. Elsewhere set LIBTORCH to the folder of an unpacked libtorch."
    flags+=(-I"$system_headers/torch/csrc/api/include")
fi

mkdir -p "$(dirname "$output")"
# Built aside and renamed: an interrupted or parallel build never leaves half a library.
temporary=$output.$$
trap 'rm -f "$temporary"' EXIT
"$compiler" "${flags[@]}" -o "$temporary" "$source" -ltorch -ltorch_cpu -lc10
mv "$temporary" "$output"
