#!/bin/sh
# Installs what the lock file names, when it is not installed yet or the lock changed since.
set -e
cd "$(dirname "$0")/.."
stamp=node_modules/.autosel-installed
if [ -f "$stamp" ] && cmp -s package-lock.json "$stamp"; then exit 0; fi
echo "installing packages from the lock file" >&2
npm ci --no-audit --no-fund --loglevel=error
cp package-lock.json "$stamp"
