import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { MboxSplitter } from '../../src/history/index.ts';
import { openRepository, parseSha, type PickSeries, type Repository, type Sha } from '../../src/git/index.ts';
import { parsePatchMail, type ParsedMail, type Selection } from '../../src/mail/index.ts';
import { makeAm, type Am } from './am.ts';

interface Tested {
  readonly repository: Repository;
  readonly am: Am;
  readonly selection: Selection;
  readonly counts: { mails: number; read: number; withoutBase: number; am: number; sameTree: number };
  readonly misses: string[];
}

/** The mails that `select --out` wrote: each proposal alone on the branch it names, each branch's file from first to last. */
export async function benchFolder([folder = '', dir = '']: readonly string[]): Promise<object> {
  const repository = await openRepository(dir);
  const am = makeAm(repository);
  const selection = JSON.parse(readFileSync(join(folder, 'selection.json'), 'utf8')) as Selection;
  const counts = { mails: 0, read: 0, withoutBase: 0, am: 0, sameTree: 0 };
  const tested: Tested = { repository, am, selection, counts, misses: [] };
  try {
    for (const name of readdirSync(folder).filter((each) => each.endsWith('.mbox')))
      await (name === 'proposals.mbox' ? testProposals : testBranch)(tested, join(folder, name));
  } finally {
    am.close();
    await repository.close();
  }
  return { repository: dir, ...counts, misses: tested.misses };
}

async function* readMails(file: string): AsyncGenerator<Buffer> {
  const splitter = new MboxSplitter(0, 1 << 28);
  for await (const chunk of createReadStream(file)) for (const { bytes } of splitter.take(chunk as Buffer)) yield bytes;
  for (const { bytes } of splitter.end()) yield bytes;
}

interface Based {
  readonly sha: Sha;
  readonly branch: string;
  readonly tip: Sha;
}

async function readBased({ counts, misses }: Tested, mail: Buffer): Promise<Based | undefined> {
  counts.mails += 1;
  const parsed = await parsePatchMail(mail);
  if (parsed.kind !== 'patch mail' || parsed.upstream === undefined) {
    misses.push('a mail is not read');
    return undefined;
  }
  counts.read += 1;
  const [branch, tip] = headerOf(parsed, 'X-AUTOSEL-Base').split(' ');
  if (branch !== undefined && tip !== undefined)
    return { sha: parseSha(parsed.upstream.id), branch, tip: parseSha(tip) };
  counts.withoutBase += 1;
  return undefined;
}

const headerOf = ({ headers }: ParsedMail, name: string): string =>
  headers.find((each) => each.name === name)?.value ?? '';

async function testProposals(tested: Tested, file: string): Promise<void> {
  for await (const mail of readMails(file)) {
    const based = await readBased(tested, mail);
    if (based === undefined) continue;
    const answer = tested.selection.commits
      .find(({ sha }) => sha === based.sha)
      ?.branches.find(({ branch }) => branch === based.branch);
    const first = answer?.answer === 'take with prerequisites' ? answer.prerequisites : [];
    const series = tested.repository.startSeries(based.tip);
    try {
      for (const sha of first) await series.pick(sha);
      await testMail(tested, { mail, based, series, onto: first.length > 0 ? undefined : based.tip });
    } finally {
      await series.close();
    }
  }
}

async function testBranch(tested: Tested, file: string): Promise<void> {
  let [series, onto]: [PickSeries | undefined, string | undefined] = [undefined, undefined];
  for await (const mail of readMails(file)) {
    const based = await readBased(tested, mail);
    if (based === undefined) continue;
    series ??= tested.repository.startSeries(based.tip);
    onto = await testMail(tested, { mail, based, series, onto: onto ?? based.tip });
  }
  await series?.close();
}

interface Step {
  readonly mail: Buffer;
  readonly based: Based;
  readonly series: PickSeries;
  /** Undefined: prerequisites would have to be there; only the pick is tried. */
  readonly onto: string | undefined;
}

/** Gives the commit that git am made. */
async function testMail(
  { am, counts, misses }: Tested,
  { mail, based, series, onto }: Step,
): Promise<string | undefined> {
  const step = await series.pick(based.sha);
  if (onto === undefined || step.kind !== 'picked') {
    if (step.kind !== 'picked') misses.push(`${based.sha.slice(0, 12)} on ${based.branch}: the pick is ${step.kind}`);
    else counts.withoutBase += 1;
    return undefined;
  }
  const applied = am.apply(onto, mail);
  if (applied.failed !== undefined) misses.push(`${based.sha.slice(0, 12)} on ${based.branch}: ${applied.failed}`);
  else counts.am += 1;
  if (applied.tree === step.to) counts.sameTree += 1;
  else misses.push(`${based.sha.slice(0, 12)} on ${based.branch}: another tree`);
  return applied.commit;
}
