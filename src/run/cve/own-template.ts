import {
  fileName,
  hasPlaceholder,
  openCveFolder,
  readEntries,
  readSteadily,
  readTexts,
  type CveFolder,
} from '../../cve/index.ts';
import { UsageError } from '../../errors.ts';
import { readTemplate, TEMPLATES } from '../files-of-cve.ts';

/**
 * Our template for whoever the records of a folder are of. Records never go out in the name of somebody else: UsageError
 * `cve-template` when the folder has none, or those of an organisation that none of our templates is of.
 */
export async function nameOwnTemplate(named: string): Promise<string> {
  const owner = await findOwner(named);
  if (owner === undefined)
    throw new UsageError(
      'cve-template',
      `nobody says whose CVEs these are, and ${named} has no record that does: name the template of the organisation with --template (${TEMPLATES.join(', ')} or a file), or with cve.template in the config`,
    );
  for (const name of TEMPLATES) {
    const template = await readTemplate(name);
    if (template.organisation.id === owner && !hasPlaceholder(template)) return name;
  }
  throw new UsageError(
    'cve-template',
    `the records of ${named} are of the organisation ${owner}, which has none of our templates (${TEMPLATES.join(', ')}): name its own with --template FILE, or with cve.template in the config`,
  );
}

async function findOwner(named: string): Promise<string | undefined> {
  const folder = await openCveFolder(named).catch((error: unknown) => {
    if (error instanceof UsageError && error.code === 'no-cve-folder') return undefined;
    throw error;
  });
  return folder === undefined ? undefined : readSteadily(folder, () => readOwner(folder));
}

/** Of the first record that says it. */
function readOwner(folder: CveFolder): string | undefined {
  for (const entry of readEntries(folder, ['published', 'rejected'])) {
    if (!entry.names.includes(fileName(entry.id, 'json'))) continue;
    const said = /"assignerOrgId"\s*:\s*"([0-9a-f-]{36})"/.exec(readTexts(folder, entry, ['json']).json ?? '')?.[1];
    if (said !== undefined) return said;
  }
  return undefined;
}
