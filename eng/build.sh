#!/usr/bin/env bash
# Set-up and build: system packages, plotly.js, then the solution in Release. A second run does only what is not done yet.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1

bash eng/prerequisites.sh
bash eng/fetch-plotly.sh || echo "build: plotly.js could not be fetched; figures stay interactive, without a still picture."
bash eng/fetch-katex.sh || echo "build: KaTeX could not be fetched; exported notebooks show formulas as TeX."

# The C# compiler inside the command is compiled to machine code, once (half a minute): the first cell of a kernel comes twice as soon.
ahead=()
if dotnet restore src/ResearchKit.Cli -p:CompileAhead=true -v quiet -nologo >/dev/null 2>&1; then
    ahead=(-p:CompileAhead=true)
else
    echo "build: the tool that compiles to machine code is not to be had here; first cells take about a second longer."
fi

echo "build: ResearchKit.sln, Release"
dotnet build ResearchKit.sln -c Release -v quiet -nologo ${ahead[@]+"${ahead[@]}"} "$@"
