import { UsageError } from '../../errors.ts';
import type { Workspace } from '../workspace.ts';

/** The CVEs to learn from: those that are named, else those of the config, else its folder of CVEs. UsageError `cve-records`. */
export function chooseRecords({ config }: Pick<Workspace, 'config'>, named: string | undefined): string {
  const records = named ?? config.cve.records ?? config.cve.folder;
  if (records !== undefined) return records;
  throw new UsageError(
    'cve-records',
    'there are no CVEs to learn from: name a clone of the public records, or a list of commits, with --records, or with cve.records in the config',
  );
}
