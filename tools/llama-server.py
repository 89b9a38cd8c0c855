"""llama.cpp's own OpenAI-compatible server with one model on loopback, for tests and benches that want a real one.

usage: llama-server.py SITE MODEL CONTEXT      SITE holds the package xllamacpp (tools/local-model.sh brings it)

Prints its address when it listens, and ends when its standard input does.
"""

import sys

site, model, context = sys.argv[1:]
sys.path.insert(0, site)
import xllamacpp  # noqa: E402

parameters = xllamacpp.CommonParams()
parameters.model.path = model
parameters.hostnames = ["127.0.0.1"]
parameters.port = 0
parameters.n_ctx = int(context)
parameters.n_parallel = 1
parameters.cpuparams.n_threads = 2
parameters.sampling.seed = 1
parameters.sampling.temp = 0
server = xllamacpp.Server(parameters)
print(server.listening_address, flush=True)
sys.stdin.read()
