/**
 * What `check-text` can and cannot tell of explanations that were mailed with patches: `node bench/check-mails.ts MAILS.jsonl.gz [COMMITS.jsonl.gz]`.
 * Message and patch come from the mail itself; ids are looked up among the commits of both files, which are few, so that an id that is
 * not there is unknown. No file of the tree is there. Prints one JSON object: counts per kind, CPU, and every statement that is wrong.
 */
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parseMessage, parsePatch, type Person, type Sha } from '../src/git/index.ts';
import { buildHistory, type CommitValues } from '../src/history/index.ts';
import { checkText, type CheckContext, type CommitView, type KindCheck } from '../src/panel/index.ts';

interface Mail {
  readonly body: string;
  readonly title: string;
  readonly at: number;
}

const linesOf = (file: string): unknown[] =>
  gunzipSync(readFileSync(file))
    .toString('utf8')
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

const [mailsFile, commitsFile] = process.argv.slice(2);
const mails = linesOf(mailsFile) as Mail[];
const personOf = (text: string, time: number): Person => {
  const found = /^(.*?)\s*<([^>]*)>/.exec(text);
  return { name: found?.[1] ?? text, email: found?.[2] ?? '', time, zone: '+0000' };
};

interface Explained {
  readonly text: string;
  readonly commit: CommitView;
  readonly patch: string;
}

const UPSTREAM = /\[ ?Upstream commit ([0-9a-f]{40}) ?\]/;

function parseMail({ body, title, at }: Mail): Explained | undefined {
  const upstream = UPSTREAM.exec(body);
  const end = body.search(/^---$/m);
  const diff = body.search(/^diff --git /m);
  const explained = body.search(/^LLM Generated explanations/m);
  if (upstream === null || end < 0 || diff < 0 || explained < end) return undefined;
  const stat = body.slice(explained, diff).search(/^ \S[^\n]* \| +(?:\d+|Bin)/m);
  const author = personOf(/^From: (.*)$/m.exec(body)?.[1] ?? '', at);
  return {
    text: body.slice(body.indexOf('\n', explained), stat < 0 ? diff : explained + stat),
    commit: {
      sha: upstream[1] as Sha,
      parents: [],
      subject: title,
      body: body.slice(upstream.index + upstream[0].length, end).trim(),
      author,
      committer: author,
    },
    patch: body.slice(diff).replace(/\n-- \n[^\n]*\n*$/, '\n'),
  };
}

/** Ids with subjects: of the commits file, and what the mails themselves copy. */
function readKnown(): ReadonlyMap<string, CommitView> {
  const known = new Map<string, CommitView>();
  const add = (sha: string, subject: string, body: string, author: Person): void => {
    if (!known.has(sha)) known.set(sha, { sha: sha as Sha, parents: [], subject, body, author, committer: author });
  };
  for (const { body, title, at } of mails) {
    const sha = UPSTREAM.exec(body)?.[1];
    if (sha !== undefined)
      add(sha, title, body.slice(0, body.search(/^---$/m)), personOf(/^From: (.*)$/m.exec(body)?.[1] ?? '', at));
  }
  if (commitsFile !== undefined)
    for (const row of linesOf(commitsFile) as {
      sha: string;
      subject: string;
      body: string;
      author: string;
      committer_date: string;
    }[])
      add(row.sha, row.subject, row.body, personOf(row.author, Date.parse(row.committer_date) / 1000));
  return known;
}

const known = readKnown();
const byStart = Map.groupBy(known.values(), ({ sha }) => sha.slice(0, 7));

const valuesOf = ({ sha, subject, body, author }: CommitView): CommitValues => ({
  ...{ sha, subject, authorName: author.name, authorEmail: author.email, committerEmail: '' },
  ...{ authorTime: author.time, commitTime: author.time, facts: parseMessage(subject, body), release: undefined },
  ...{ paths: [], added: 0, removed: 0, patchId: '', unread: undefined, numbers: new Float32Array() },
});

function contextOf({ commit, patch }: Explained): CheckContext {
  const history = buildHistory({
    ...{ mainline: { ref: 'refs/heads/master', tip: commit.sha }, branches: [], releases: [], numberNames: [] },
    ...{ commits: [valuesOf(commit)], picks: [], end: Number.MAX_SAFE_INTEGER },
  });
  return {
    ...{ commit, history, row: undefined, asOf: Number.MAX_SAFE_INTEGER, facts: [], branches: [] },
    patch: parsePatch(Buffer.from(patch), 0),
    repository: {
      whole: false,
      resolve: async () => undefined,
      file: async () => ({ kind: 'unread', why: 'there is only the patch' }),
      commit: async (id) => {
        const found = (byStart.get(id.slice(0, 7)) ?? []).filter(({ sha }) => sha.startsWith(id));
        return found.length === 1 ? { kind: 'found', commit: found[0] } : { kind: 'none' };
      },
    },
  };
}

const explained = mails.flatMap((mail) => parseMail(mail) ?? []);
const counts: Record<string, Record<KindCheck['result'], number>> = {};
const wrong: object[] = [];
const unknown: object[] = [];
const contexts = explained.map((each) => ({ ...each, context: contextOf(each) }));
const before = process.cpuUsage();
const looked = [];
for (const { text, context } of contexts) looked.push(await checkText(text, context));
const spent = process.cpuUsage(before);
looked.forEach(({ checks }, at) => {
  for (const { kind, result, ...check } of checks) {
    counts[kind] ??= { right: 0, wrong: 0, unknown: 0 };
    counts[kind][result] += 1;
    if (result === 'wrong') wrong.push({ sha: explained[at].commit.sha.slice(0, 12), kind, ...check });
    if (result === 'unknown')
      unknown.push({ sha: explained[at].commit.sha.slice(0, 12), kind, what: check.what, why: check.why });
  }
});
const words = explained.reduce((sum, { text }) => sum + text.split(/\s+/).length, 0);
console.log(
  JSON.stringify(
    {
      ...{ explanations: explained.length, words, ids: known.size },
      cpuMsEach: Math.round((spent.user + spent.system) / 100 / explained.length) / 10,
      ...{
        withWrong: looked.filter(({ checks }) => checks.some(({ result }) => result === 'wrong')).length,
        counts,
        wrong,
      },
      ...(process.env['UNKNOWN'] === undefined ? {} : { unknown }),
    },
    undefined,
    1,
  ),
);
