#!/usr/bin/env bash
# Prints the sample report again, after a change of its text; needs Chromium.
set -euo pipefail
cd "$(dirname "$0")"
chromium --headless --no-sandbox --disable-gpu --disable-background-networking \
  --user-data-dir="$(mktemp -d)" --no-pdf-header-footer \
  --print-to-pdf=../../sample/report.pdf report.html
