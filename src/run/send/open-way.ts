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
export async function openWay(workspace: Workspace, request: WayRequest): Promise<OpenWay> {
  const { via } = request;
  if (via === 'smtp') return openServer(workspace);
  const dir = requireFolder(request);
  if (via === 'maildir') return openMaildir(dir);
  // Refuses a folder that holds what somebody else wrote.
  await writeFiles(dir, [], { option: '--dir' });
  return via === 'archive' ? openArchive(dir, workspace.signal) : openMailFolder(dir, via);
}

/** @throws UsageError `no-folder` when the way writes into a folder and none is named. */
export function requireFolder({ via, dir }: WayRequest): string {
  if (dir === undefined) throw new UsageError('no-folder', `--via ${via} ${NEEDS_FOLDER}`);
  refuseEmpty(dir);
  return dir;
}

const NEEDS_FOLDER = 'needs --dir, the folder that it writes into';

function refuseEmpty(dir: string): void {
  if (dir.trim() === '') throw new UsageError('no-folder', '--dir is empty: name the folder that the mails go into');
}

/** What a way is called before it is opened: a dry run makes nothing, and may lack the folder. */
export function nameWay({ via, dir }: WayRequest): string {
  if (dir !== undefined) refuseEmpty(dir);
  if (via === 'smtp') return 'smtp';
  if (dir === undefined) return `${via} (${NEEDS_FOLDER})`;
  return via === 'archive' ? `archive ${resolve(dir, 'git', '0.git')}` : `${via} ${resolve(dir)}`;
}

export const NO_SERVER = 'no server is named: add a table [smtp] with host and user to the config of the store';

async function openServer({ config, env }: Workspace): Promise<MailWay> {
  const { smtp } = config;
  if (smtp === undefined) throw new UsageError('no-smtp', `${NO_SERVER}, or choose --via maildir`);
  const password = await readPassword({ source: smtp.password, env, what: 'smtp' });
  return openSmtp({ ...smtp, password });
}
