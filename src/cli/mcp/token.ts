import { readFile, stat } from 'node:fs/promises';
import process from 'node:process';
import { UsageError } from '../../errors.ts';

const TOKEN_VARIABLE = 'AUTOSEL_MCP_TOKEN';
const LEAST = 16;

/** The token of a file that only its owner can read, else of the environment. UsageError when there is none, or a weak one. */
export async function readToken(
  file: string | undefined,
  env: Readonly<Record<string, string | undefined>>,
): Promise<string> {
  const token = file === undefined ? env[TOKEN_VARIABLE] : await readTokenFile(file);
  if (token === undefined || token.trim() === '')
    throw new UsageError(
      'mcp-token',
      `--http needs a token: put one of at least ${LEAST} characters into ${TOKEN_VARIABLE} or a file named by --token-file (openssl rand -hex 24 makes one)`,
    );
  const trimmed = token.trim();
  if (trimmed.length >= LEAST && /^[\x21-\x7e]+$/.test(trimmed)) return trimmed;
  throw new UsageError('mcp-token', `the token needs at least ${LEAST} printable ASCII characters without spaces`);
}

async function readTokenFile(file: string): Promise<string> {
  const found = await stat(file).catch((error: unknown) => {
    throw new UsageError('mcp-token', `${file} cannot be read: name another file with --token-file`, { cause: error });
  });
  if (process.platform !== 'win32' && (found.mode & 0o077) !== 0)
    throw new UsageError('mcp-token', `others may read ${file}: chmod 600 it first`);
  return readFile(file, 'utf8');
}
