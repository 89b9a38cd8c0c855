#!/bin/sh
# Compiles src/ to a fresh dist/, so that nothing of a removed source file stays behind.
set -e
cd "$(dirname "$0")/.."
rm -rf dist
node_modules/.bin/tsc -p tsconfig.build.json
