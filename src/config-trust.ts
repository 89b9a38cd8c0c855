import path from 'node:path';
import type { Config } from './config.ts';
import { STORE_CONFIG_NAME } from './config-places.ts';
import type { PanelConfig } from './config-panel.ts';
import { UsageError } from './errors.ts';

/** What a file that comes with a clone may not say. */
export function refuseUntrusted(config: Config, file: string): void {
  const say = (key: string, why: string): string =>
    `${file}: ${key} only allowed in a file named by --config or in the store's ${STORE_CONFIG_NAME}, because this file came with the repository${why}`;
  if (config.embedder.kind !== 'learned')
    throw new UsageError('config-untrusted-embedder', say(`embedder.kind = "${config.embedder.kind}" is`, ''));
  if (config.inbox.length > 0)
    throw new UsageError('config-untrusted-inbox', say('inbox is', ' and mails are quoted in reports'));
  if (namesPanel(config.panel))
    throw new UsageError(
      'config-untrusted-models',
      say('models, members, prompts and guidance are', ' and models cost money and run programs'),
    );
  if (config.smtp !== undefined || config.imap !== undefined)
    throw new UsageError('config-untrusted-mail', say('smtp and imap are', ' and they use your passwords'));
  const { folder, template = '' } = config.cve;
  if (leaves(folder) || (!isTemplateWord(template) && leaves(template)))
    throw new UsageError(
      'config-untrusted-cve',
      say('a cve.folder or cve.template outside of its own folder is', ' and CVEs are written there'),
    );
}

/** Who is asked, and what they are told. */
const namesPanel = ({ models, members, guidance, prompts }: PanelConfig): boolean =>
  models.length + members.length > 0 || guidance !== undefined || prompts !== undefined;

/** A path that is not below the folder of the file that names it. */
const leaves = (name: string | undefined): boolean =>
  name !== undefined && (path.isAbsolute(name) || path.normalize(name).split(path.sep)[0] === '..');

/** `linux`, and no path of a file. */
export const isTemplateWord = (name: string): boolean => /^[a-z]+$/.test(name);
