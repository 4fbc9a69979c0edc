#!/bin/sh
# Puts the packages of node/package.json into FOLDER for the tests that use them; done before, it does nothing.
#
#   tests/outside/npm_install.sh FOLDER
set -eu
folder=$1
manifest=$(dirname "$0")/node/package.json
command -v npm >/dev/null || { echo 'skipped: no npm'; exit 77; }
mkdir -p "$folder"
if cmp -s "$manifest" "$folder/package.json" && [ -e "$folder/complete" ]; then exit 0; fi
rm -f "$folder/complete"
cp "$manifest" "$folder/package.json"
# Peers (a whole test runner) and scripts of packages are not wanted.
npm install --prefix "$folder" --legacy-peer-deps --ignore-scripts --no-audit --no-fund --loglevel=error ||
    { echo 'skipped: npm cannot fetch its packages'; exit 77; }
touch "$folder/complete"
