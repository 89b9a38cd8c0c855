#!/bin/sh
# Formatting, lint, types, dead code, package shape: all of them run, then the list of those that failed.
cd "$(dirname "$0")/.." || exit 1
PATH=$PWD/node_modules/.bin:$PATH
[ -t 1 ] || export NO_COLOR=1
failed=
run() {
  name=$1
  shift
  if output=$("$@" 2>&1); then
    echo "ok      $name"
  else
    printf '%s\n' "$output"
    echo "FAILED  $name: $*"
    failed="$failed $name"
  fi
}
folders=$(ls -d src tools bench bin 2>/dev/null)
run format oxfmt --check $folders vitest.config.ts
run lint oxlint $folders vitest.config.ts
run types tsc -p tsconfig.json
run build sh tools/build.sh
run dead-code knip --no-progress
run package publint --strict
run house-rules vitest run --reporter=dot src/house.test.ts
if [ -n "$failed" ]; then
  echo "check failed:$failed" >&2
  exit 1
fi
