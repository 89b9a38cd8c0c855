import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { ToolCallError, UsageError } from '../../errors.ts';

/** A file that autosel wrote for people or programs. */
export interface ReportFile {
  /** `autosel://report/FOLDER/FILE`. */
  readonly uri: string;
  readonly folder: string;
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly type: string;
}

/** Folders that `--out` named in earlier calls. They are listed anew each time. */
export interface ReportFolders {
  list(): Promise<readonly ReportFile[]>;
  /** ToolCallError `no-such-report` or `report-too-large`. */
  read(uri: string): Promise<ReportFile & { readonly text: string }>;
}

/** By this file a folder is known as one that autosel wrote. */
const MARK = '.autosel';
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html',
  '.json': 'application/json',
  '.mbox': 'application/mbox',
  '.txt': 'text/plain',
};
const MOST_BYTES = 4 * 1024 * 1024;
const MOST_FILES = 500;

/** UsageError `not-a-report-folder` for one that autosel did not write. */
export async function openReportFolders(folders: readonly string[]): Promise<ReportFolders> {
  for (const folder of folders)
    if (!(await readdir(folder).catch(() => [] as string[])).includes(MARK))
      throw new UsageError('not-a-report-folder', `${folder} is no folder that autosel wrote: name one of --out`);
  const list = () => listReports(folders);
  return { list, read: async (uri) => readReport(await list(), uri) };
}

async function listReports(folders: readonly string[]): Promise<readonly ReportFile[]> {
  const found: ReportFile[] = [];
  for (const [at, folder] of folders.entries()) {
    const name = nameOf(folders, at);
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const type = TYPES[path.extname(entry.name)];
      if (type === undefined || !entry.isFile() || found.length >= MOST_FILES) continue;
      const file = path.join(folder, entry.name);
      const uri = `autosel://report/${encodeURIComponent(name)}/${encodeURIComponent(entry.name)}`;
      found.push({ uri, folder: name, name: entry.name, path: file, bytes: (await stat(file)).size, type });
    }
  }
  return found.toSorted((a, b) => (a.uri < b.uri ? -1 : 1));
}

/** The last part of its path, with a number where two are the same. */
function nameOf(folders: readonly string[], at: number): string {
  const names = folders.map((folder) => path.basename(path.resolve(folder)));
  const twins = names.slice(0, at).filter((name) => name === names[at]).length;
  return twins === 0 ? names[at] : `${names[at]}-${twins + 1}`;
}

/** Only what was listed is read: nothing of a caller becomes a path. */
async function readReport(files: readonly ReportFile[], uri: string): Promise<ReportFile & { readonly text: string }> {
  const file = files.find((each) => each.uri === uri);
  if (file === undefined)
    throw new ToolCallError(
      'no-such-report',
      `there is no resource ${JSON.stringify(uri.slice(0, 200))}; ${
        files.length === 0
          ? 'no folder was named with --reports'
          : `there are ${files
              .slice(0, 5)
              .map((each) => each.uri)
              .join(', ')}${files.length > 5 ? ' and more: list them' : ''}`
      }`,
    );
  if (file.bytes > MOST_BYTES)
    throw new ToolCallError(
      'report-too-large',
      `${file.uri} has ${file.bytes} bytes, more than ${MOST_BYTES}: the tool proposals gives a selection in parts`,
    );
  return { ...file, text: await readFile(file.path, 'utf8') };
}
