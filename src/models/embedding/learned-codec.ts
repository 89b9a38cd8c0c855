import { crc32 } from 'node:zlib';
import { InfrastructureError } from '../../errors.ts';
import type { LearnedModel } from './learned.ts';

const MAGIC = 0x31454c41;
const HEADER = 16;

/** Little-endian bytes of a model: mark with version, dimensions, number of terms, CRC-32 of the rest, then its arrays. */
export const encodeModel = (model: LearnedModel): Uint8Array => {
  const terms = model.vocabulary.length;
  const bytes = new Uint8Array(HEADER + terms * (12 + model.dimensions));
  let at = HEADER;
  for (const part of [model.vocabulary, model.weights, model.scales, model.axes]) {
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), at);
    at += part.byteLength;
  }
  const view = new DataView(bytes.buffer);
  view.setUint32(0, MAGIC, true);
  view.setUint32(4, model.dimensions, true);
  view.setUint32(8, terms, true);
  view.setUint32(12, crc32(bytes.subarray(HEADER)), true);
  return bytes;
};

/** The reverse of {@link encodeModel}; InfrastructureError `learned-model-corrupt` when the bytes are not what it wrote. */
export const decodeModel = (bytes: Uint8Array): LearnedModel => {
  if (bytes.length < HEADER) throw corrupt(`${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  if (view.getUint32(0, true) !== MAGIC) throw corrupt('another format or version');
  const dimensions = view.getUint32(4, true);
  const terms = view.getUint32(8, true);
  if (bytes.length !== HEADER + terms * (12 + dimensions)) throw corrupt(`${bytes.length} bytes for ${terms} terms`);
  if (view.getUint32(12, true) !== crc32(bytes.subarray(HEADER))) throw corrupt('checksum differs');
  const copy = bytes.slice(HEADER).buffer;
  return {
    dimensions,
    vocabulary: new Uint32Array(copy, 0, terms),
    weights: new Float32Array(copy, terms * 4, terms),
    scales: new Float32Array(copy, terms * 8, terms),
    axes: new Int8Array(copy, terms * 12, terms * dimensions),
  };
};

/** Names the method, its shape and its content: other content makes stored vectors stale. */
export const buildLearnedId = (model: LearnedModel): string =>
  `learned-1/${model.dimensions}/${crc32(encodeModel(model)).toString(16).padStart(8, '0')}`;

const corrupt = (what: string): InfrastructureError =>
  new InfrastructureError(
    'learned-model-corrupt',
    `the learned embedding cannot be read (${what}); run: autosel index`,
  );
