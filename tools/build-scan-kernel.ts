// Compiles src/history/search/scan.wat into the constant in src/history/search/scan-bytes.ts: node tools/build-scan-kernel.ts
import { readFile, writeFile } from 'node:fs/promises';
import wabt from 'wabt';

const SEARCH = new URL('../src/history/search/', import.meta.url);

/** The module `scan.wat` as base64 of WebAssembly bytes. */
export const compileScanKernel = async (): Promise<string> => {
  const tools = await wabt();
  const source = await readFile(new URL('scan.wat', SEARCH), 'utf8');
  const module = tools.parseWat('scan.wat', source, { simd: true });
  return Buffer.from(module.toBinary({}).buffer).toString('base64');
};

if (import.meta.main) {
  const text = `/** Made from scan.wat by tools/build-scan-kernel.ts; a test compiles it again and compares. */
export const SCAN_KERNEL =
  '${await compileScanKernel()}';
`;
  await writeFile(new URL('scan-bytes.ts', SEARCH), text);
}
