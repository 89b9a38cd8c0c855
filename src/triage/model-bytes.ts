import { InfrastructureError } from '../errors.ts';
import type { TriageModel } from './train.ts';
import type { Forest } from './trees/forest.ts';

/** First bytes of every saved model; the digit is the version of the layout. */
const MAGIC = 'AUTOSEL-TRIAGE-1\n';

type Head = Omit<TriageModel, 'forest'> & {
  readonly forest: Pick<Forest, 'width' | 'base' | 'seeds'>;
  readonly trees: number;
  readonly nodes: number;
};

const PARTS = [
  { name: 'roots', type: Int32Array, per: 'trees' },
  { name: 'left', type: Int32Array, per: 'nodes' },
  { name: 'threshold', type: Float32Array, per: 'nodes' },
  { name: 'value', type: Float32Array, per: 'nodes' },
  { name: 'feature', type: Int16Array, per: 'nodes' },
  { name: 'unknownLeft', type: Uint8Array, per: 'nodes' },
] as const;

const headOf = ({ forest, ...rest }: TriageModel): Head => ({
  ...rest,
  forest: { width: forest.width, base: forest.base, seeds: forest.seeds },
  trees: forest.roots.length,
  nodes: forest.feature.length,
});

/** Magic, length of the head (u32, little-endian), head as JSON, then the arrays of the forest. */
export const modelToBytes = (model: TriageModel): Uint8Array => {
  const head = Buffer.from(JSON.stringify(headOf(model)));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(head.length);
  const arrays = PARTS.map(({ name }) => {
    const array = model.forest[name];
    return Buffer.from(array.buffer, array.byteOffset, array.byteLength);
  });
  return Buffer.concat([Buffer.from(MAGIC), length, head, ...arrays]);
};

const broken = (why: string): InfrastructureError =>
  new InfrastructureError('broken-model', `the saved triage model cannot be read (${why}): train it again`);

const parseHead = (text: string): Head => {
  try {
    return JSON.parse(text) as Head;
  } catch (cause) {
    throw new InfrastructureError('broken-model', 'the saved triage model has no readable head: train it again', {
      cause,
    });
  }
};

/** InfrastructureError `broken-model` when the bytes are cut, damaged or of another version. */
export const modelFromBytes = (bytes: Uint8Array): TriageModel => {
  const all = Buffer.from(bytes);
  if (all.toString('latin1', 0, MAGIC.length) !== MAGIC) throw broken('not of this version');
  if (all.length < MAGIC.length + 4) throw broken('cut short');
  const from = MAGIC.length + 4;
  const headEnd = from + all.readUInt32LE(MAGIC.length);
  if (headEnd > all.length) throw broken('cut short');
  const { trees, nodes, forest, ...rest } = parseHead(all.toString('utf8', from, headEnd));
  let at = headEnd;
  const read = <T>(part: { new (buffer: ArrayBuffer): T; BYTES_PER_ELEMENT: number }, count: number): T => {
    const size = count * part.BYTES_PER_ELEMENT;
    if (at + size > all.length) throw broken('cut short');
    const copy = new Uint8Array(size);
    copy.set(all.subarray(at, at + size));
    at += size;
    return new part(copy.buffer);
  };
  const roots = read(Int32Array, trees);
  const left = read(Int32Array, nodes);
  const threshold = read(Float32Array, nodes);
  const value = read(Float32Array, nodes);
  const feature = read(Int16Array, nodes);
  const unknownLeft = read(Uint8Array, nodes);
  if (at !== all.length) throw broken('longer than its head says');
  return { ...rest, forest: { ...forest, roots, left, threshold, value, feature, unknownLeft } };
};
