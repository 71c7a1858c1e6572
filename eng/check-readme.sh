#!/usr/bin/env bash
# Runs every command of the README's ```bash blocks, in order, but for the two set-up commands (CI runs those themselves).
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
count=0
while IFS= read -r command; do
    case "$command" in
        '' | \#* | 'bash eng/reproduce.sh'* | 'bash eng/test.sh'*) continue ;;
    esac
    echo "readme: $command"
    log=$(mktemp)
    if ! bash -euo pipefail -c "$command" >"$log" 2>&1 </dev/null; then
        cat "$log"
        echo "readme: failed: $command"
        exit 1
    fi
    rm -f "$log"
    count=$((count + 1))
done < <(awk '/^```bash$/ {on = 1; next} /^```$/ {on = 0} on' README.md)
[ "$count" -gt 0 ] || { echo "readme: no command found in README.md"; exit 1; }
echo "readme: $count commands ran."
