/** Loaded with `--import`: node-llama-cpp is what AUTOSEL_TEST_LLAMA names, where the package is not installed beside the program. */
import { registerHooks } from 'node:module';
import { pathToFileURL } from 'node:url';

const entry = process.env['AUTOSEL_TEST_LLAMA'];
registerHooks({
  resolve: (name, context, next) =>
    name === 'node-llama-cpp' && entry !== undefined
      ? { url: pathToFileURL(entry).href, shortCircuit: true }
      : next(name, context),
});
