import type { CheckContext, KindCheck } from '../../src/panel/index.ts';
import { parseMessage } from '../../src/git/index.ts';
import type { Dice } from './dice.ts';
import type { Topic } from './phrasings.ts';

/** Something true of a commit: what a phrasing needs to say it. */
export interface Truth {
  readonly topic: Topic;
  readonly values: Readonly<Record<string, string>>;
}

/** What a check may call a statement of each topic. */
export const KINDS: Readonly<Record<Topic, readonly KindCheck['kind'][]>> = {
  id: ['commit'],
  subject: ['commit'],
  message: ['quote', 'code'],
  patch: ['quote', 'code'],
  line: ['place'],
  version: ['version'],
  fixed: ['version'],
  applies: ['branch'],
  conflicts: ['branch'],
  there: ['branch'],
  missing: ['branch'],
  added: ['number'],
  files: ['number'],
  author: ['author'],
  trailer: ['trailer'],
  tag: ['trailer'],
  date: ['date'],
};

const pick = <T>(items: readonly T[], dice: Dice): T => items[Math.floor(dice() * items.length)];
const iso = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

/** Everything that git and the index say of a commit and that the phrasings can state. */
export async function truthsOf(context: CheckContext, dice: Dice): Promise<readonly Truth[]> {
  const { commit, history, row = 0, patch } = context;
  const own = history.commits[row];
  const older = history.commits[Math.max(0, row - 1 - Math.floor(dice() * 2000))];
  const truths: Truth[] = [
    { topic: 'id', values: { id: older.sha.slice(0, 12) } },
    { topic: 'subject', values: { id: older.sha.slice(0, 12), subject: older.subject } },
    { topic: 'files', values: { files: String(patch?.files.length ?? 0) } },
    { topic: 'added', values: { added: String(patch?.added ?? 0), removed: String(patch?.removed ?? 0) } },
    { topic: 'author', values: { author: commit.author.name } },
    { topic: 'date', values: { date: iso(commit.committer.time) } },
    { topic: 'tag', values: { tag: own.fixes.length > 0 && /^Fixes: /m.test(commit.body) ? 'a Fixes:' : 'no Fixes:' } },
    ...quotesOf(context),
    ...peopleOf(context),
    ...releasesOf(context),
    ...branchesOf(context),
    ...(await linesOf(context, dice)),
  ];
  return truths.filter(({ topic, values }) => isSayable(topic, values));
}

/** A name that is no person's, or a quote with marks in it, makes another sentence. */
function isSayable(topic: Topic, values: Truth['values']): boolean {
  if (topic === 'author' || topic === 'trailer')
    return /^\p{Lu}[\p{L}.'-]+(?: \p{Lu}[\p{L}.'-]*){1,3}$/u.test(values.author ?? values.person ?? '');
  return !/["“”`]/.test(`${values.subject ?? ''}${values.quote ?? ''}`);
}

function quotesOf({ commit, patch }: CheckContext): readonly Truth[] {
  const words = commit.body
    .split('\n\n')
    .map(
      (paragraph) =>
        paragraph
          .replaceAll(/\s+/g, ' ')
          .trim()
          .split(/(?<=\.) /)[0],
    )
    .find((sentence) => /^[A-Z][\w ,']{30,120}\.$/.test(sentence))
    ?.replace(/\.$/, '');
  const code = addedLines(patch).find((line) => /^[\w (][\w .,()>&!=|*[\]-]{14,80};?$/.test(line));
  return [
    ...(words === undefined ? [] : [{ topic: 'message' as const, values: { quote: words } }]),
    ...(code === undefined ? [] : [{ topic: 'patch' as const, values: { quote: code } }]),
  ];
}

function addedLines(patch: CheckContext['patch']): readonly string[] {
  if (patch === undefined) return [];
  const lines: string[] = [];
  patch.lineSign.forEach((sign, at) => {
    if (sign === 43) lines.push(patch.bytes.toString('utf8', patch.lineStart[at], patch.lineEnd[at]).trim());
  });
  return lines;
}

function peopleOf({ commit }: CheckContext): readonly Truth[] {
  for (const { key, value } of parseMessage(commit.subject, commit.body).trailers) {
    const role = /^(Reviewed|Acked|Tested|Reported)-by$/i.exec(key)?.[1];
    const person = /^(.*?)\s*</.exec(value)?.[1];
    if (role !== undefined && person !== undefined)
      return [{ topic: 'trailer', values: { role: role.toLowerCase(), Role: role, person } }];
  }
  return [];
}

const versionOf = (release: string): string => release.replace(/^RELEASE-/, '').replace(/-rc\d+$/, '');

function releasesOf({ history, row = 0 }: CheckContext): readonly Truth[] {
  const own = history.releases[history.commits[row].release]?.name;
  const fixes = history.commits[row].fixes;
  const target =
    fixes.length === 1 && fixes[0].row !== undefined
      ? history.releases[history.commits[fixes[0].row].release]?.name
      : undefined;
  return [
    ...(own === undefined
      ? []
      : [{ topic: 'version' as const, values: { version: versionOf(own), rc: own.replace(/^RELEASE-/, '') } }]),
    ...(target === undefined ? [] : [{ topic: 'fixed' as const, values: { version: versionOf(target) } }]),
  ];
}

function branchesOf({ branches }: CheckContext): readonly Truth[] {
  const first = (topic: Topic, fits: (answer: (typeof branches)[number]) => boolean): readonly Truth[] => {
    const found = branches.find(fits);
    return found === undefined ? [] : [{ topic, values: { branch: found.branch } }];
  };
  return [
    ...first('applies', ({ applies }) => applies === 'clean'),
    ...first('conflicts', ({ applies }) => applies === 'conflicts'),
    ...first('there', ({ answer }) => answer === 'already there'),
    ...first('missing', ({ answer, applies }) => answer !== 'already there' && applies !== 'already there'),
  ];
}

async function linesOf({ commit, patch, repository }: CheckContext, dice: Dice): Promise<readonly Truth[]> {
  const file = (patch?.files ?? []).find(
    ({ newPath, hunks }) => newPath !== undefined && hunks.length > 0 && /\.(?:c|h|py|rst|ml)$/.test(newPath),
  );
  if (file?.newPath === undefined) return [];
  const read = await repository.file(commit.sha, file.newPath);
  if (read.kind !== 'present') return [];
  const lines = read.text.split('\n');
  const known = lines.flatMap((text, at) =>
    /^\s*[\w(][\w .,()>&!=|*[\]-]{16,80};?$/.test(text) && read.text.split(text.trim()).length === 2 ? [at + 1] : [],
  );
  if (known.length === 0) return [];
  const line = pick(known, dice);
  return [
    {
      topic: 'line',
      values: { path: file.newPath, line: String(line), about: String(line + 1), quote: lines[line - 1].trim() },
    },
  ];
}

/** A name that the version had before or when it was released: its first candidate, if there was one. */
const rcOf = ({ history }: CheckContext, version: string): string =>
  history.releases.map(({ name }) => name.replace(/^RELEASE-/, '')).find((name) => versionOf(name) === version) ??
  version;

interface Around {
  readonly context: CheckContext;
  readonly truths: readonly Truth[];
  readonly others: readonly CheckContext[];
  readonly dice: Dice;
}

const hex = (dice: Dice, length: number): string =>
  Array.from({ length }, () => Math.floor(dice() * 16).toString(16)).join('');

/** The same statement with something in it that is not so. Undefined: this commit gives no falsehood of that kind. */
export function falseOf({ topic, values }: Truth, { context, truths, others, dice }: Around): Truth | undefined {
  const other = pick(others, dice);
  const instead = (changed: Truth['values']): Truth => ({ topic, values: { ...values, ...changed } });
  switch (topic) {
    case 'id':
      return instead({ id: `${hex(dice, 5)}a7${hex(dice, 5)}` });
    case 'subject':
      return other.commit.subject === values.subject || /["“”`]/.test(other.commit.subject)
        ? undefined
        : instead({ subject: other.commit.subject });
    case 'message':
    case 'patch': {
      const quote = [quotesOf(other)].flat().find((truth) => truth.topic === topic)?.values.quote;
      return quote === undefined || isIn(context, quote) ? undefined : instead({ quote });
    }
    case 'line': {
      const line = Number(values.line);
      const off = 5 + Math.floor(dice() * 60);
      const wrong = dice() < 0.5 && line > off ? line - off : line + off;
      return instead({ line: String(wrong), about: String(wrong < line && wrong > 40 ? wrong - 40 : line + off + 40) });
    }
    case 'version':
    case 'fixed': {
      const names = [...new Set(context.history.releases.map(({ name }) => versionOf(name)))].filter(
        (name) => name !== values.version && /^v?\d+\.\d+(?:\.0)?$/.test(name),
      );
      if (names.length === 0) return undefined;
      const version = pick(names, dice);
      return instead({ version, rc: rcOf(context, version) });
    }
    case 'applies':
      return swap(
        topic,
        truths.find((truth) => truth.topic === 'conflicts'),
      );
    case 'conflicts':
      return swap(
        topic,
        truths.find((truth) => truth.topic === 'applies'),
      );
    case 'there':
      return swap(
        topic,
        truths.find((truth) => truth.topic === 'missing'),
      );
    case 'missing':
      return swap(
        topic,
        truths.find((truth) => truth.topic === 'there'),
      );
    case 'added':
      return instead({ added: String(Number(values.added) + Number(values.removed) + 1 + Math.floor(dice() * 40)) });
    case 'files':
      return instead({ files: String(Number(values.files) + 1 + Math.floor(dice() * 4)) });
    case 'author':
      return isOtherPerson(other.commit.author.name, values.author)
        ? instead({ author: other.commit.author.name })
        : undefined;
    case 'trailer':
      return context.commit.body.includes(other.commit.author.name) ||
        !isOtherPerson(other.commit.author.name, values.person)
        ? undefined
        : instead({ person: other.commit.author.name });
    case 'tag':
      return instead({ tag: values.tag === 'no Fixes:' ? 'a Fixes:' : 'no Fixes:' });
    case 'date':
      return instead({
        date: iso(
          Math.min(context.commit.author.time, context.commit.committer.time) -
            86_400 * (30 + Math.floor(dice() * 300)),
        ),
      });
  }
}

const swap = (topic: Topic, truth: Truth | undefined): Truth | undefined =>
  truth === undefined ? undefined : { topic, values: truth.values };

const isOtherPerson = (name: string, than: string | undefined): boolean =>
  isSayable('author', { author: name }) && !name.split(' ').some((word) => (than ?? '').includes(word));

const squeeze = (text: string): string => text.replaceAll(/\s+/g, '');

const isIn = ({ commit, patch }: CheckContext, quote: string): boolean =>
  squeeze(`${commit.subject} ${commit.body} ${patch?.bytes.toString('utf8') ?? ''}`).includes(squeeze(quote));
