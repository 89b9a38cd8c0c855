import {
  buildText,
  isFixed,
  isMainline,
  openCveFolder,
  parseCveId,
  parsePairs,
  parseRationale,
  parseStoredCase,
  readEntry,
  readSteadily,
  readTexts,
  type CveCase,
  type Pair,
  type Rationale,
  type Template,
} from '../../cve/index.ts';
import { UnjudgeableError, UsageError } from '../../errors.ts';
import { parsePatch, type Commit, type Repository, type Sha } from '../../git/index.ts';
import type { GivenText } from '../files-of-cve.ts';

/** What a person gives of a case, beside what is looked up; each goes before what was found. */
export interface GivenParts {
  /** A file of pairs. */
  readonly pairs?: GivenText | undefined;
  readonly title?: string | undefined;
  /** The whole text that describes the fault. */
  readonly text?: GivenText | undefined;
  readonly paths?: readonly string[] | undefined;
  /** A `.cvss` file. */
  readonly cvss?: GivenText | undefined;
  readonly references?: readonly string[] | undefined;
}

/** A case from what was given alone: pairs, title, text and paths. UsageError `cve-parts`. */
export function buildGivenCase(named: string, parts: GivenParts, template: Template): CveCase {
  const { title, text, paths } = parts;
  if (parts.pairs === undefined || title === undefined || text === undefined || paths === undefined)
    throw new UsageError(
      'cve-parts',
      'without a commit, --pairs, --title, --text and --path are all needed; or name the commits that mend it',
    );
  const pairs = parseGivenPairs(parts.pairs);
  return {
    id: parseCveId(named),
    pairs,
    fix: mainlineFix(pairs, template),
    title,
    text: text.text.trimEnd(),
    paths,
    ...takeMore(parts),
  };
}

/** A case from the files of a folder of CVEs. UsageError `unknown-cve`. */
export async function loadStoredCase(
  named: string,
  from: { folder: string; parts: GivenParts },
  template: Template,
): Promise<CveCase> {
  const id = parseCveId(named);
  const folder = await openCveFolder(from.folder);
  const found = await readSteadily(folder, () => {
    const entry = readEntry(folder, id);
    return entry === undefined ? undefined : readTexts(folder, entry);
  });
  if (found === undefined)
    throw new UsageError('unknown-cve', `${id} is not in ${folder.root}: name the commits that mend it`);
  const { parts } = from;
  const texts = { ...found, ...(parts.pairs === undefined ? {} : { dyad: parts.pairs.text }) };
  const stored = parseStoredCase(id, texts, template);
  return {
    ...stored,
    title: parts.title ?? stored.title,
    text: parts.text?.text.trimEnd() ?? stored.text,
    paths: parts.paths ?? stored.paths,
    rationale: parts.cvss === undefined ? stored.rationale : parseScore(parts.cvss),
    references: parts.references ?? stored.references,
  };
}

/** A case from commits: title and text are those of the first one, files those of all. UnjudgeableError `commit-unread`. */
export async function readCase(
  repository: Repository,
  asked: {
    readonly id: string;
    readonly commits: readonly Sha[];
    readonly pairs: readonly Pair[];
    readonly parts: GivenParts;
  },
): Promise<CveCase> {
  const { id, commits, pairs, parts } = asked;
  const [first] = commits;
  const commit = await readCommit(repository, first);
  return {
    id: parseCveId(id),
    pairs,
    fix: first,
    title: parts.title ?? commit.subject,
    text: parts.text?.text.trimEnd() ?? buildText(commit.subject, commit.body),
    paths: parts.paths ?? (await readPaths(repository, commits)),
    ...takeMore(parts),
  };
}

/** Errors name the file. */
export const parseGivenPairs = ({ file, text }: GivenText): readonly Pair[] => parsePairs(text, file).pairs;

const parseScore = ({ file, text }: GivenText): Rationale => parseRationale(text, file);

const takeMore = ({ cvss, references = [] }: GivenParts): Pick<CveCase, 'rationale' | 'references'> => ({
  rationale: cvss === undefined ? undefined : parseScore(cvss),
  references,
});

const mainlineFix = (pairs: readonly Pair[], { versions }: Template): Sha | undefined =>
  pairs.filter(isFixed).find(({ fixed }) => isMainline(fixed.version, versions))?.fixed.commit;

async function readCommit(repository: Repository, sha: Sha): Promise<Commit> {
  for await (const commit of repository.commits([sha])) if (commit.kind === 'commit') return commit;
  throw unread(repository, sha);
}

/** Files that the commits change, each once, as git orders them. */
async function readPaths(repository: Repository, commits: readonly Sha[]): Promise<readonly string[]> {
  const paths = new Set<string>();
  for await (const patch of repository.patches(commits)) {
    if (patch.kind === 'unread') throw unread(repository, patch.sha);
    if (patch.cut > 0) throw tooLarge(patch.sha);
    for (const { newPath, oldPath } of parsePatch(patch.bytes).files) paths.add(newPath ?? oldPath ?? '');
  }
  return [...paths];
}

/** Of a patch that was cut off nobody knows which files are missing from a record. */
const tooLarge = (sha: Sha): UnjudgeableError =>
  new UnjudgeableError(
    'patch-too-large',
    `the patch of ${sha} is too large to be read as a whole: name the files of the record with --path`,
  );

const unread = ({ dir }: Repository, sha: Sha): UnjudgeableError =>
  new UnjudgeableError('commit-unread', `${sha} cannot be read from ${dir}`);
