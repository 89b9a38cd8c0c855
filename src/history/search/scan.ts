import { SCAN_KERNEL } from './scan-bytes.ts';

/** The part of WebAssembly that is used here; the compiler's Node types leave it out. */
declare const WebAssembly: {
  readonly validate: (bytes: Uint8Array) => boolean;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (module: object) => { readonly exports: object };
};

/** Rows of signed bytes and a way to multiply all of them with one query of 16-bit integers. */
export interface Scanner {
  /** How it computes: both give the same integers. */
  readonly kind: 'wasm-simd' | 'javascript';
  /** The rows, `width` bytes each; written once, before the first scan. */
  readonly rows: Int8Array;
  /** Dot products of rows [0, count). The result is overwritten by the next call. */
  scan(query: Int16Array, count: number): Int32Array;
}

export interface ScanShape {
  readonly count: number;
  /** A multiple of 16. */
  readonly width: number;
}

const PAGE = 65536;
/** WebAssembly with 32-bit addresses ends at 4 GiB. */
const MAX_PAGES = 65536;

/** The SIMD scanner where this machine has it and the rows fit, else plain JavaScript. */
export const makeScanner = (shape: ScanShape): Scanner => makeWasmScanner(shape) ?? makeScriptScanner(shape);

export const makeWasmScanner = ({ count, width }: ScanShape): Scanner | undefined => {
  const bytes = Buffer.from(SCAN_KERNEL, 'base64');
  if (!WebAssembly.validate(bytes)) return undefined;
  const queryAt = Math.ceil((count * width) / 16) * 16;
  const outAt = queryAt + width * 2;
  const pages = Math.ceil((outAt + count * 4) / PAGE);
  if (pages > MAX_PAGES) return undefined;
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes));
  const { memory, scan } = instance.exports as Kernel;
  memory.grow(Math.max(0, pages - 1));
  const query = new Int16Array(memory.buffer, queryAt, width);
  const out = new Int32Array(memory.buffer, outAt, count);
  return {
    kind: 'wasm-simd',
    rows: new Int8Array(memory.buffer, 0, count * width),
    scan: (asked, upTo) => {
      query.set(asked);
      scan(0, upTo, width, queryAt, outAt);
      return out;
    },
  };
};

interface Kernel {
  readonly memory: { readonly buffer: ArrayBuffer; readonly grow: (pages: number) => number };
  /** rows_at, count, width, query_at, out_at: see scan.wat. */
  readonly scan: (...numbers: readonly [number, number, number, number, number]) => void;
}

export const makeScriptScanner = ({ count, width }: ScanShape): Scanner => {
  const rows = new Int8Array(count * width);
  const out = new Int32Array(count);
  return {
    kind: 'javascript',
    rows,
    scan: (query, upTo) => {
      for (let row = 0, at = 0; row < upTo; row += 1) {
        let sum = 0;
        for (let k = 0; k < width; k += 1, at += 1) sum += rows[at] * query[k];
        out[row] = sum;
      }
      return out;
    },
  };
};
