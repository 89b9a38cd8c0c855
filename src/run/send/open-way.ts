import { resolve } from 'node:path';
import { UsageError } from '../../errors.ts';
import { openArchive, openMaildir, openMailFolder, openSmtp, readPassword, type MailWay } from '../../mail/index.ts';
import { writeFiles } from '../files.ts';
import type { Workspace } from '../workspace.ts';

export const WAYS = ['smtp', 'maildir', 'eml', 'send-email', 'archive'] as const;
export type WayName = (typeof WAYS)[number];

export interface WayRequest {
  readonly via: WayName;
  /** The folder of every way but `smtp`. */
  readonly dir: string | undefined;
}

/** An archive can also be read, for its feed. */
export type OpenWay = MailWay & { readonly readAll?: () => AsyncIterable<Buffer> };

/** @throws UsageError when the config or the call lacks what the way needs. */
export async function openWay(workspace: Workspace, { via, dir }: WayRequest): Promise<OpenWay> {
  if (via === 'smtp') return openServer(workspace);
  if (dir === undefined) throw new UsageError('no-folder', `--via ${via} needs --dir, the folder that it writes into`);
  if (via === 'maildir') return openMaildir(dir);
  // Refuses a folder that holds what somebody else wrote.
  await writeFiles(dir, []);
  return via === 'archive' ? openArchive(dir, workspace.signal) : openMailFolder(dir, via);
}

/** What a way is called before it is opened: a dry run makes nothing. */
export function nameWay({ via, dir }: WayRequest): string {
  if (via === 'smtp') return 'smtp';
  return via === 'archive' ? `archive ${resolve(dir ?? '.', 'git', '0.git')}` : `${via} ${resolve(dir ?? '.')}`;
}

async function openServer({ config, env }: Workspace): Promise<MailWay> {
  const { smtp } = config;
  if (smtp === undefined)
    throw new UsageError(
      'no-smtp',
      'no server is named: add a table [smtp] with host and user to the config of the store, or choose --via maildir',
    );
  const password = await readPassword({ source: smtp.password, env, what: 'smtp' });
  return openSmtp({ ...smtp, password });
}
