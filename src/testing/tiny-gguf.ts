import { writeFile } from 'node:fs/promises';

const WIDTH = 32;
const HIDDEN = 64;
const HEADS = 2;
const CONTEXT = 2048;
const ALIGNMENT = 32;

const TYPE = { uint32: 4, int32: 5, float32: 6, string: 8, array: 9 } as const;
const KIND = { normal: 1, unknown: 2, control: 3, byte: 6 } as const;

/** A language model of one layer with random weights: it says nothing sensible, but every loader takes it for real. */
export const writeTinyGguf = async (file: string, seed = 1): Promise<void> => {
  const tokens = vocabulary();
  const tensors = layers(tokens.length).map(([name, ...shape]) => ({ name, shape }));
  const metadata = [
    text('general.architecture', 'llama'),
    text('general.name', 'tiny random model'),
    ...Object.entries({
      'llama.context_length': CONTEXT,
      'llama.embedding_length': WIDTH,
      'llama.block_count': 1,
      'llama.feed_forward_length': HIDDEN,
      'llama.attention.head_count': HEADS,
      'llama.rope.dimension_count': WIDTH / HEADS,
      'tokenizer.ggml.unknown_token_id': 0,
      'tokenizer.ggml.bos_token_id': 1,
      'tokenizer.ggml.eos_token_id': 2,
    }).map(([key, value]) => pair(key, TYPE.uint32, uint32(value))),
    pair('llama.attention.layer_norm_rms_epsilon', TYPE.float32, float32(1e-5)),
    text('tokenizer.ggml.model', 'llama'),
    list(
      'tokenizer.ggml.tokens',
      TYPE.string,
      tokens.map(([token]) => string(token)),
    ),
    list(
      'tokenizer.ggml.scores',
      TYPE.float32,
      tokens.map((_, at) => float32(-at)),
    ),
    list(
      'tokenizer.ggml.token_type',
      TYPE.int32,
      tokens.map(([, kind]) => uint32(kind)),
    ),
  ];
  let offset = 0;
  const directory = tensors.map(({ name, shape }) => {
    const entry = [string(name), uint32(shape.length), ...shape.map(uint64), uint32(0), uint64(offset)];
    offset += padded(4 * sizeOf(shape));
    return Buffer.concat(entry);
  });
  const head = Buffer.concat([
    ...[Buffer.from('GGUF'), uint32(3), uint64(tensors.length), uint64(metadata.length)],
    ...metadata,
    ...directory,
  ]);
  const random = dice(seed);
  const weights = tensors.map(({ name, shape }) => randomTensor(shape, name.includes('norm'), random));
  await writeFile(file, Buffer.concat([pad(head), ...weights]));
};

const vocabulary = (): [token: string, kind: number][] => [
  ['<unk>', KIND.unknown],
  ['<s>', KIND.control],
  ['</s>', KIND.control],
  ...Array.from({ length: 256 }, (_, byte): [string, number] => [
    `<0x${byte.toString(16).toUpperCase().padStart(2, '0')}>`,
    KIND.byte,
  ]),
  ['\u2581', KIND.normal],
  ...Array.from({ length: 94 }, (_, at): [string, number] => [String.fromCodePoint(33 + at), KIND.normal]),
];

const layers = (tokens: number): [name: string, ...shape: number[]][] => [
  ['token_embd.weight', WIDTH, tokens],
  ['blk.0.attn_norm.weight', WIDTH],
  ['blk.0.attn_q.weight', WIDTH, WIDTH],
  ['blk.0.attn_k.weight', WIDTH, WIDTH],
  ['blk.0.attn_v.weight', WIDTH, WIDTH],
  ['blk.0.attn_output.weight', WIDTH, WIDTH],
  ['blk.0.ffn_norm.weight', WIDTH],
  ['blk.0.ffn_gate.weight', WIDTH, HIDDEN],
  ['blk.0.ffn_up.weight', WIDTH, HIDDEN],
  ['blk.0.ffn_down.weight', HIDDEN, WIDTH],
  ['output_norm.weight', WIDTH],
  ['output.weight', WIDTH, tokens],
];

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);
const padded = (length: number): number => Math.ceil(length / ALIGNMENT) * ALIGNMENT;
const pad = (bytes: Buffer): Buffer => Buffer.concat([bytes, Buffer.alloc(padded(bytes.length) - bytes.length)]);

const randomTensor = (shape: readonly number[], isNorm: boolean, random: () => number): Buffer => {
  const values = Float32Array.from({ length: sizeOf(shape) }, () => (isNorm ? 1 : random() - 0.5));
  return pad(Buffer.from(values.buffer));
};

/** The same numbers for the same seed: mulberry32. */
const dice = (seed: number) => (): number => {
  seed = (seed + 0x6d2b79f5) | 0;
  let mixed = Math.imul(seed ^ (seed >>> 15), 1 | seed);
  mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
  return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
};

const uint32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
};
const uint64 = (value: number): Buffer => {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(value));
  return bytes;
};
const float32 = (value: number): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return bytes;
};
const string = (value: string): Buffer => Buffer.concat([uint64(Buffer.byteLength(value)), Buffer.from(value)]);
const pair = (key: string, type: number, value: Buffer): Buffer => Buffer.concat([string(key), uint32(type), value]);
const text = (key: string, value: string): Buffer => pair(key, TYPE.string, string(value));
const list = (key: string, type: number, values: readonly Buffer[]): Buffer =>
  pair(key, TYPE.array, Buffer.concat([uint32(type), uint64(values.length), ...values]));
