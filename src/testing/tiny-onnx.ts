import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Words that the tiny model knows; every other word is the unknown one. */
const WORDS = [
  '[PAD]',
  '[UNK]',
  '[CLS]',
  '[SEP]',
  'lock',
  'unlock',
  'mutex',
  'leak',
  'memory',
  'buffer',
  'driver',
  'network',
  'fix',
  'add',
  'the',
  'a',
];
const WIDTH = 8;

/**
 * Writes a folder with a model that transformers.js loads: a word-level tokenizer and an ONNX graph of one Gather node
 * (each token's row of a fixed table). It means nothing; it exercises the real loader and runtime.
 */
export const writeTinyOnnxModel = async (folder: string): Promise<void> => {
  await mkdir(join(folder, 'onnx'), { recursive: true });
  await writeFile(
    join(folder, 'config.json'),
    JSON.stringify({ model_type: 'bert', hidden_size: WIDTH, vocab_size: WORDS.length }),
  );
  await writeFile(
    join(folder, 'tokenizer_config.json'),
    JSON.stringify({
      tokenizer_class: 'BertTokenizer',
      model_max_length: 64,
      pad_token: '[PAD]',
      unk_token: '[UNK]',
      cls_token: '[CLS]',
      sep_token: '[SEP]',
    }),
  );
  await writeFile(join(folder, 'tokenizer.json'), JSON.stringify(tokenizer()));
  await writeFile(join(folder, 'onnx', 'model.onnx'), buildModel());
};

const tokenizer = () => ({
  version: '1.0',
  truncation: null,
  padding: null,
  added_tokens: WORDS.slice(0, 4).map((content, id) => ({
    id,
    content,
    single_word: false,
    lstrip: false,
    rstrip: false,
    normalized: false,
    special: true,
  })),
  normalizer: {
    type: 'BertNormalizer',
    clean_text: true,
    handle_chinese_chars: true,
    strip_accents: null,
    lowercase: true,
  },
  pre_tokenizer: { type: 'BertPreTokenizer' },
  post_processor: {
    type: 'TemplateProcessing',
    single: [
      { SpecialToken: { id: '[CLS]', type_id: 0 } },
      { Sequence: { id: 'A', type_id: 0 } },
      { SpecialToken: { id: '[SEP]', type_id: 0 } },
    ],
    pair: [],
    special_tokens: {
      '[CLS]': { id: '[CLS]', ids: [2], tokens: ['[CLS]'] },
      '[SEP]': { id: '[SEP]', ids: [3], tokens: ['[SEP]'] },
    },
  },
  decoder: { type: 'WordPiece', prefix: '##', cleanup: true },
  model: {
    type: 'WordPiece',
    unk_token: '[UNK]',
    continuing_subword_prefix: '##',
    max_input_chars_per_word: 100,
    vocab: Object.fromEntries(WORDS.map((word, id) => [word, id])),
  },
});

/* The few protobuf messages of ONNX that are needed; field numbers are those of onnx.proto3 (ONNX 1.16). */
const varint = (value: number): number[] =>
  value < 128 ? [value] : [(value & 127) | 128, ...varint(Math.floor(value / 128))];
const number = (field: number, value: number): number[] => [...varint(field * 8), ...varint(value)];
const bytes = (field: number, content: readonly number[]): number[] => [
  ...varint(field * 8 + 2),
  ...varint(content.length),
  ...content,
];
const text = (field: number, content: string): number[] => bytes(field, [...Buffer.from(content)]);

const FLOAT = 1;
const INT64 = 7;

const valueInfo = (name: string, elements: number, axes: readonly (string | number)[]): number[] => {
  const shape = axes.flatMap((axis) => bytes(1, typeof axis === 'string' ? text(2, axis) : number(1, axis)));
  return [...text(1, name), ...bytes(2, bytes(1, [...number(1, elements), ...bytes(2, shape)]))];
};

const buildModel = (): Uint8Array => {
  const table = Float32Array.from({ length: WORDS.length * WIDTH }, (_, at) => Math.sin(at * 12.9898) * 2);
  const tensor = [
    ...number(1, WORDS.length),
    ...number(1, WIDTH),
    ...number(2, FLOAT),
    ...text(8, 'table'),
    ...bytes(9, [...new Uint8Array(table.buffer)]),
  ];
  const node = [...text(1, 'table'), ...text(1, 'input_ids'), ...text(2, 'last_hidden_state'), ...text(4, 'Gather')];
  const graph = [
    ...bytes(1, node),
    ...text(2, 'tiny'),
    ...bytes(5, tensor),
    ...bytes(11, valueInfo('input_ids', INT64, ['batch', 'tokens'])),
    ...bytes(11, valueInfo('attention_mask', INT64, ['batch', 'tokens'])),
    ...bytes(11, valueInfo('token_type_ids', INT64, ['batch', 'tokens'])),
    ...bytes(12, valueInfo('last_hidden_state', FLOAT, ['batch', 'tokens', WIDTH])),
  ];
  return Uint8Array.from([...number(1, 8), ...bytes(7, graph), ...bytes(8, [...text(1, ''), ...number(2, 13)])]);
};
