import { InfrastructureError } from '../../errors.ts';
import type { DocumentTerms } from './terms.ts';

const VERSION = 1;
const HEADER = 5;

/** The bytes of a commit's terms as the store keeps them: version, number of terms, hashes (little-endian), counts. */
export const encodeTerms = (terms: DocumentTerms): Uint8Array => {
  const size = terms.hashes.length;
  const bytes = new Uint8Array(HEADER + size * 5);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, VERSION);
  view.setUint32(1, size, true);
  bytes.set(new Uint8Array(terms.hashes.buffer, terms.hashes.byteOffset, size * 4), HEADER);
  bytes.set(terms.counts, HEADER + size * 4);
  return bytes;
};

/** The reverse of {@link encodeTerms}; InfrastructureError `terms-corrupt` when the bytes are not what it wrote. */
export const decodeTerms = (bytes: Uint8Array): DocumentTerms => {
  if (bytes.length < HEADER || bytes[0] !== VERSION) throw corrupt(`version ${bytes[0] ?? 'missing'}`);
  const size = new DataView(bytes.buffer, bytes.byteOffset).getUint32(1, true);
  if (bytes.length !== HEADER + size * 5) throw corrupt(`${bytes.length} bytes for ${size} terms`);
  const hashes = new Uint32Array(size);
  new Uint8Array(hashes.buffer).set(bytes.subarray(HEADER, HEADER + size * 4));
  for (let i = 1; i < size; i += 1) if (hashes[i] <= hashes[i - 1]) throw corrupt('terms out of order');
  return { hashes, counts: bytes.slice(HEADER + size * 4) };
};

const corrupt = (what: string): InfrastructureError =>
  new InfrastructureError('terms-corrupt', `stored terms of a commit cannot be read (${what}); run: autosel index`);
