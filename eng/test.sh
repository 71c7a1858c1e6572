#!/usr/bin/env bash
# Installs what is missing, builds, runs every test. Last line: N passed, N failed, N skipped.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
bash eng/prerequisites.sh tests
bash eng/build.sh

passed=0 failed=0 skipped=0 broken=0
mkdir -p artifacts/test-logs
for project in tests/*.Tests; do
    name=$(basename "$project")
    log="artifacts/test-logs/$name.txt"
    echo "test: $name"
    status=0
    "artifacts/bin/$name/release/$name" -noColor -noLogo >"$log" 2>&1 || status=$?
    summary=$(grep -E 'Total: [0-9]+, Errors: [0-9]+, Failed: [0-9]+, Skipped: [0-9]+' "$log" | tail -n 1 || true)
    if [ -z "$summary" ]; then
        cat "$log"
        echo "test: $name ended without a summary (exit code $status)."
        broken=$((broken + 1))
        continue
    fi
    read -r total errors fail skip < <(sed -E 's/.*Total: ([0-9]+), Errors: ([0-9]+), Failed: ([0-9]+), Skipped: ([0-9]+).*/\1 \2 \3 \4/' <<<"$summary")
    passed=$((passed + total - fail - skip)) failed=$((failed + fail + errors)) skipped=$((skipped + skip))
    if [ "$status" -ne 0 ] || [ "$fail" -ne 0 ]; then
        cat "$log"
        [ "$((fail + errors))" -ne 0 ] || broken=$((broken + 1))
    elif [ "$skip" -ne 0 ]; then
        grep -A1 '\[SKIP\]' "$log" || true
    fi
    echo "test: $summary"
done

failed=$((failed + broken))
echo "$passed passed, $failed failed, $skipped skipped" | tee artifacts/test-logs/totals.txt
[ "$failed" -eq 0 ]
