#!/bin/sh
# Compiles src/ to a fresh dist/, so that nothing of a removed source file stays behind. Calls that run from dist/ find a whole one at
# every moment but that of a rename; a build that fails leaves the old one. Nothing is done when no source changed since.
set -e
cd "$(dirname "$0")/.."
made=dist/index.js
if [ -f $made ] && [ -z "$(find src tsconfig.json tsconfig.build.json package.json -newer $made | head -n 1)" ]; then exit 0; fi
new=.dist-new-$$
old=.dist-old-$$
trap 'rm -rf $new $old $new.start' EXIT
trap 'exit 130' INT TERM
touch $new.start
node_modules/.bin/tsc -p tsconfig.build.json --outDir $new
# Texts that the program reads lie beside what reads them.
(cd src && find . \( -name '*.md' -o -name '*.txt' -o -name '*.toml' -o -name '*.json' \) -print) | while read -r text; do
  mkdir -p "$new/$(dirname "$text")"
  cp "src/$text" "$new/$text"
done
# What changes while the compiler runs is newer than its output.
touch -r $new.start $new/index.js
if [ -d dist ]; then mv dist $old; fi
mv $new dist
