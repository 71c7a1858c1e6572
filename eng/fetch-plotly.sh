#!/usr/bin/env bash
# Fetches plotly.js, which draws the figures, from the npm registry into artifacts/plotly/. Does nothing when it is there already.
set -euo pipefail

version=4.1.2
sha512=065d8f1cf3782ed97265ee7df7d673adf64e57112a2638abfd26bcb6b19c8f26d2f0c9f511f8ce685ea3e15fc2caae5565469c9c8def6befd20ad87850fc0736

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder="$root/artifacts/plotly"
file="$folder/plotly.min.js"

matches() {
  [ -f "$1" ] && [ "$(sha512sum "$1" | cut -d' ' -f1)" = "$sha512" ]
}

if matches "$file"; then
  echo "plotly.js $version: already in artifacts/plotly"
  exit 0
fi

if ! command -v npm >/dev/null; then
  echo "plotly.js $version is fetched with npm, which is not installed (Debian: apt install npm)." >&2
  echo "Without it figures carry their data and a line of text, but no picture." >&2
  exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "plotly.js $version: fetching plotly.js-dist-min with npm"
(cd "$work" && npm pack --silent "plotly.js-dist-min@$version" >/dev/null && tar -xzf ./*.tgz)

if ! matches "$work/package/plotly.min.js"; then
  echo "plotly.js $version: the fetched file has another checksum than expected; nothing was kept." >&2
  exit 1
fi

mkdir -p "$folder"
cp "$work/package/LICENSE" "$folder/LICENSE"
mv "$work/package/plotly.min.js" "$file"
echo "plotly.js $version: in artifacts/plotly"
