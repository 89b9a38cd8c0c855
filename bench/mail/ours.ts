import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import PostalMime from 'postal-mime';
import { openRepository, parseMessage, type Commit, type Repository, type Sha } from '../../src/git/index.ts';
import {
  parsePatchMail,
  renderProposal,
  renderSkeletonMail,
  type MailRun,
  type SelectedCommit,
} from '../../src/mail/index.ts';
import { makeAm, type Am } from './am.ts';

interface Pair {
  readonly branch: string;
  readonly commit: Commit;
  /** What the real backport stands on. */
  readonly onto: Sha;
}

/** One mail and what is known of it. */
interface Trial extends Pair {
  readonly mail: Buffer;
  readonly tree: Sha;
}

/** One thing that went wrong. */
interface Miss {
  readonly commit: string;
  readonly branch: string;
  readonly why: string;
}

export async function benchOurs([
  count = '',
  dir = '',
  mainline = '',
  ...branches
]: readonly string[]): Promise<object> {
  const repository = await openRepository(dir);
  const bench = makeAm(repository);
  const counts = {
    tried: 0,
    picked: 0,
    am: 0,
    sameTree: 0,
    mailinfo: 0,
    strict: 0,
    sameAgain: 0,
    quotedPrintable: 0,
    adapted: 0,
  };
  const misses: Miss[] = [];
  try {
    for (const branch of branches) {
      const wanted = Math.ceil((Number(count) - counts.picked) / (branches.length - branches.indexOf(branch)));
      const pairs = await readPairs(repository, mainline, branch);
      const step = Math.max(1, pairs.length / (wanted * 1.4));
      let made = 0;
      for (let at = 0; at < pairs.length && made < wanted; at += step) {
        counts.tried += 1;
        const trial = await makeTrial(repository, pairs[Math.floor(at)]);
        if (trial === undefined) continue;
        made += 1;
        counts.picked += 1;
        misses.push(...(await tryMail(bench, trial, counts)));
      }
    }
  } finally {
    bench.close();
    await repository.close();
  }
  return { repository: dir, ...counts, misses };
}

/** Backports of a branch that name one commit which is here. */
async function readPairs(repository: Repository, mainline: string, branch: string): Promise<Pair[]> {
  const pairs: Pair[] = [];
  for await (const commit of repository.commits(await repository.range(`${mainline}..${branch}`))) {
    if (commit.kind !== 'commit' || commit.parents.length !== 1) continue;
    const ids = new Set(parseMessage(commit.subject, commit.body).upstream.map(({ id }) => id));
    if (ids.size !== 1) continue;
    const original = await readCommit(repository, [...ids][0]);
    if (original?.parents.length === 1) pairs.push({ branch, commit: original, onto: commit.parents[0] });
  }
  return pairs;
}

async function readCommit(repository: Repository, id: string): Promise<Commit | undefined> {
  const sha = await repository.resolve(id).catch(() => undefined);
  if (sha === undefined) return undefined;
  for await (const commit of repository.commits([sha])) if (commit.kind === 'commit') return commit;
  return undefined;
}

/** The mail for one branch; undefined where a pick does not apply, changes nothing or cannot be tried. */
async function makeTrial(repository: Repository, pair: Pair): Promise<Trial | undefined> {
  const { commit, onto, branch } = pair;
  const series = repository.startSeries(onto);
  try {
    const step = await series.pick(commit.sha);
    if (step.kind !== 'picked') return undefined;
    const mail = renderProposal({
      run: RUN,
      number: 1,
      commit,
      selected: sketch(pair),
      patch: await series.patch(step),
      mainlinePatch: await repository.mailPatch(commit.sha),
      madeFor: { branch, tip: onto, after: [] },
      inReplyTo: undefined,
    });
    return { ...pair, mail, tree: step.to };
  } finally {
    await series.close();
  }
}

const RUN: MailRun = {
  id: 'bench001',
  host: 'example.org',
  sender: { name: 'Bänch, B.', email: 'bench@example.org' },
  to: [{ name: '', email: 'stable@example.org' }],
  cc: [],
  date: 1_754_870_400,
  context: { asOf: '2025-08-11T00:00:00Z', threshold: 0.4, thresholdWhy: 'as asked' },
  referenceOn: () => 'brackets',
  optOut: undefined,
  version: '0.1.0',
};

const sketch = ({ commit, branch }: Pair): SelectedCommit => ({
  sha: commit.sha,
  subject: commit.subject,
  author: `${commit.author.name} <${commit.author.email}>`,
  date: new Date(commit.committer.time * 1000).toISOString(),
  lane: 'proposal',
  why: 'a bench',
  probability: 0.8,
  reasons: [],
  precedents: [],
  branches: [
    {
      ...{ branch, answer: 'take', says: 'take', why: 'it applies', affected: 'affected', applies: 'clean' },
      ...{ prerequisites: [], together: [], conflicts: [] },
    },
  ],
  facts: [
    {
      id: 'subject-1',
      kind: 'subject',
      says: commit.subject,
      source: `git show ${commit.sha.slice(0, 12)}`,
      weighs: 'for',
    },
  ],
  paths: [],
  added: 0,
  removed: 0,
});

type Counts = Record<'am' | 'sameTree' | 'mailinfo' | 'strict' | 'sameAgain' | 'quotedPrintable' | 'adapted', number>;

async function tryMail(bench: Am, trial: Trial, counts: Counts): Promise<Miss[]> {
  const { mail, commit, branch, onto, tree } = trial;
  const misses: Miss[] = [];
  const check = (what: keyof Counts, wrong: string | undefined): void => {
    if (wrong === undefined) counts[what] += 1;
    else misses.push({ commit: commit.sha.slice(0, 12), branch, why: `${what}: ${wrong}` });
  };
  const applied = bench.apply(onto, mail);
  check('am', applied.failed);
  if (applied.failed === undefined)
    check('sameTree', applied.tree === tree ? undefined : `${applied.tree}, not ${tree}`);
  check('mailinfo', readByGit(bench, trial));
  const strict = await PostalMime.parse(mail);
  check(
    'strict',
    strict.from?.address === RUN.sender.email && strict.subject?.startsWith('[PATCH AUTOSEL ')
      ? undefined
      : String(strict.subject),
  );
  const parsed = await parsePatchMail(mail);
  const again = parsed.kind === 'patch mail' ? renderSkeletonMail(parsed) : Buffer.alloc(0);
  check('sameAgain', again.equals(mail) ? undefined : sayDifference(mail, again));
  const text = mail.toString('latin1');
  if (/^Content-Transfer-Encoding: quoted/m.test(text)) counts.quotedPrintable += 1;
  if (/^is not line by line|the diff\s+is\s+not\s+line/m.test(text)) counts.adapted += 1;
  return misses;
}

function sayDifference(mail: Buffer, again: Buffer): string {
  const [a, b] = [mail.toString('latin1').split('\n'), again.toString('latin1').split('\n')];
  const at = a.findIndex((line, n) => line !== b[n]);
  return `line ${at + 1}: ${JSON.stringify(a[at]?.slice(0, 80))} became ${JSON.stringify(b[at]?.slice(0, 80))}`;
}

/** What `git mailinfo` makes of the headers: the author of the commit, its subject. */
function readByGit(bench: Am, { mail, commit }: Trial): string | undefined {
  const place = join(tmpdir(), `autosel-bench-${process.pid}`);
  const said = bench.git(['mailinfo', `${place}.msg`, `${place}.patch`], mail);
  const read = (name: string): string => new RegExp(`^${name}: (.*)$`, 'm').exec(said)?.[1] ?? '';
  const message = readFileSync(`${place}.msg`, 'utf8');
  for (const end of ['msg', 'patch']) rmSync(`${place}.${end}`, { force: true });
  const wanted = commit.subject.replace(/\s+/g, ' ');
  if (read('Email') !== commit.author.email) return `author ${read('Email')}, not ${commit.author.email}`;
  if (read('Subject') !== wanted) return `subject ${JSON.stringify(read('Subject'))}, not ${JSON.stringify(wanted)}`;
  return message.includes(`[ Upstream commit ${commit.sha} ]`) ? undefined : 'the message lacks the upstream line';
}
