#!/usr/bin/env bash
# Fetches KaTeX, which sets the formulas of exported notebooks, from the npm registry into artifacts/katex/. Does nothing when it is there already.
set -euo pipefail

version=0.19.1
sha512=8c6f2e2a7b63484726d84a503a1d17b6eae93eeb82f6bdd2ab91cb1ddb05756653dbb13aef6485d7d4048bea1fd3f61e3b2d7994381184abebe7ad78b91ac47c

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
folder="$root/artifacts/katex"

if [ "$(cat "$folder/VERSION" 2>/dev/null)" = "$version" ]; then
  echo "KaTeX $version: already in artifacts/katex"
  exit 0
fi

if ! command -v npm >/dev/null; then
  echo "KaTeX $version is fetched with npm, which is not installed (Debian: apt install npm)." >&2
  echo "Without it exported notebooks show formulas as TeX." >&2
  exit 1
fi

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
echo "KaTeX $version: fetching katex with npm"
(cd "$work" && npm pack --silent "katex@$version" >/dev/null)

if [ "$(sha512sum "$work/katex-$version.tgz" | cut -d' ' -f1)" != "$sha512" ]; then
  echo "KaTeX $version: the fetched package has another checksum than expected; nothing was kept." >&2
  exit 1
fi

tar -xzf "$work/katex-$version.tgz" -C "$work"
rm -rf "$folder"
mkdir -p "$folder/fonts"
cp "$work/package/LICENSE" "$work/package/dist/katex.min.js" "$work/package/dist/katex.min.css" "$folder/"
cp "$work/package/dist/fonts/"*.woff2 "$folder/fonts/"
echo "$version" >"$folder/VERSION"
echo "KaTeX $version: in artifacts/katex"
