#!/bin/sh
# Compiles src/ to a fresh dist/, so that nothing of a removed source file stays behind; the texts of the panel go along.
set -e
cd "$(dirname "$0")/.."
rm -rf dist
node_modules/.bin/tsc -p tsconfig.build.json
for folder in prompts guidance; do
  mkdir -p "dist/panel/$folder"
  cp "src/panel/$folder"/*.md "dist/panel/$folder/"
done
