#!/usr/bin/env bash
# Set-up and build: system packages, plotly.js, then the solution in Release. A second run does only what is not done yet.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

bash eng/prerequisites.sh
bash eng/fetch-plotly.sh || echo "build: plotly.js could not be fetched; figures stay interactive, without a still picture."
echo "build: ResearchKit.sln, Release"
dotnet build ResearchKit.sln -c Release -v quiet -nologo "$@"
