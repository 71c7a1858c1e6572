#!/usr/bin/env bash
# The main job: installs what is missing, builds, runs every notebook and prints its claims.
# Writes, for each notebook, the executed copy and what was measured: results/<notebook>/<profile>.ipynb and .json;
# and a gallery over all of them, whose path is the last line: results/gallery/index.html.
#   bash eng/reproduce.sh [quick|standard|paper]      default: quick (about five minutes for all notebooks on two idle cores)
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
profile="${1:-quick}"
bash eng/build.sh
status=0
eng/researchkit run --all --profile "$profile" --out results || status=$?
eng/researchkit gallery --results results
exit "$status"
