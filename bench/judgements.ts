/**
 * Planted falsehoods in judgements, in the form that members answer in: `node bench/judgements.ts REPO STORE [COUNT] [SEED] [cited|third|fourth] [BRANCH…]`. Of
 * COUNT judgements each has three claims of which one states or cites something that is not so (in turn: an id that does not exist, a right id
 * with another subject, a quote that does not occur, a wrong line, a wrong version, "applies cleanly" where it conflicts); COUNT others have
 * true ones alone. Ids, subjects, quotes and lines are cited, as the form asks; versions and branches are cited as well, or said in words of one
 * of the sets that were written blind. Prints how many were caught for what was planted, what became of the others, and how many true
 * ones had anything called wrong.
 */
import { checkJudgement, type CheckContext, type CheckedJudgement, type RawCitation } from '../src/panel/index.ts';
import { makeDice, type Dice } from './check/dice.ts';
import { fourth } from './check/phrasings-fourth.ts';
import { third } from './check/phrasings-third.ts';
import { openSubjects, say, type Subject } from './check/subjects.ts';
import { falseOf, type Truth } from './check/truths.ts';
import type { Topic } from './check/phrasings.ts';

const [repo = '', storeFolder = '', countText = '300', seedText = '1', form = 'cited', ...onto] = process.argv.slice(2);
const count = Number(countText);
const dice = makeDice(Number(seedText));
const PLANTED: readonly (readonly [string, readonly Topic[]])[] = [
  ['id that does not exist', ['id']],
  ['id with another subject', ['subject']],
  ['quote that does not occur', ['message', 'patch']],
  ['wrong line', ['line']],
  ['wrong version', ['version', 'fixed']],
  ['false "applies cleanly"', ['applies']],
];

interface RawClaim {
  readonly text: string;
  readonly weighs: 'for';
  readonly citations: readonly RawCitation[];
}

const cite = (citation: RawCitation, text: string): RawClaim => ({ text, weighs: 'for', citations: [citation] });

/** A claim that says it: by a citation where the form has one for it, else in words. */
function claimOf(truth: Truth, random: Dice): RawClaim {
  const { id = '', subject, quote = '', path = '', line = '0', branch = '', version = '' } = truth.values;
  switch (truth.topic) {
    case 'id':
    case 'subject':
      return cite({ kind: 'commit', id, subject }, 'It builds on an earlier change of the same code.');
    case 'message':
    case 'patch':
      return cite({ kind: 'quote', of: truth.topic, quote }, 'That is what the change is about.');
    case 'line':
      return cite({ kind: 'line', path, line: Number(line), revision: undefined, quote }, 'There it goes wrong.');
    case 'applies':
      if (form !== 'cited') break;
      return cite({ kind: 'branch', branch, says: 'applies' }, 'It needs no adaptation there.');
    case 'version':
    case 'fixed':
      if (form !== 'cited') break;
      return cite(
        { kind: 'version', version, of: truth.topic === 'version' ? 'commit' : 'fault' },
        'That is where it came in.',
      );
    default:
      break;
  }
  const phrasings = form === 'third' ? third : fourth;
  return { text: say(truth, { phrasings, dice: random }), weighs: 'for', citations: [] };
}

const pick = <T>(items: readonly T[]): T => items[Math.floor(dice() * items.length)];

interface Made {
  readonly context: CheckContext;
  readonly claims: readonly RawClaim[];
  readonly planted: RawClaim | undefined;
}

/** Statements of the six kinds that this commit has, in an order by chance. */
const shuffled = (truths: readonly Truth[], without: readonly Topic[]): readonly Truth[] =>
  truths
    .filter(({ topic }) => !without.includes(topic) && PLANTED.some(([, topics]) => topics.includes(topic)))
    .map((truth) => [dice(), truth] as const)
    .toSorted(([a], [b]) => a - b)
    .map(([, truth]) => truth);

function make(subjects: readonly Subject[], topics: readonly Topic[]): Made | undefined {
  const others = subjects.map(({ context }) => context);
  for (let tries = 0; tries < 400; tries += 1) {
    const { context, truths } = pick(subjects);
    const topic = topics.length === 0 ? undefined : pick(topics);
    const base = truths.find((truth) => truth.topic === topic);
    const lie = base && falseOf(base, { context, truths, others, dice });
    if (topic !== undefined && lie === undefined) continue;
    const rest = shuffled(truths, topics).slice(0, lie === undefined ? 3 : 2);
    if (rest.length < (lie === undefined ? 3 : 2)) continue;
    const planted = lie && claimOf(lie, dice);
    const claims = [...rest.map((truth) => claimOf(truth, dice)), ...(planted === undefined ? [] : [planted])];
    return { context, claims, planted };
  }
  return undefined;
}

const judge = ({ context, claims }: Made): Promise<CheckedJudgement> => {
  const loose = { summary: 'It mends a fault.', branches: [], concerns: [], unverified: [] };
  const rawJudgement = { vote: 'yes' as const, confidence: 0.8, ...loose, claims };
  return checkJudgement({ member: 'bench', role: 'analyst', weight: 1, model: 'bench', rawJudgement }, context);
};

const { subjects, close } = await openSubjects({ repo, storeFolder, onto, count, dice });
const table: Record<string, { planted: number; caught: number }> = {};
const missed: string[] = [];
const alarms: string[] = [];
const before = process.cpuUsage();
const passed: Record<string, number> = {};
const tell = (judgement: CheckedJudgement, planted: RawClaim | undefined): boolean => {
  let caught = false;
  for (const { claim, state, checks } of judgement.claims) {
    const isPlanted = claim.text === planted?.text && claim.citations === planted.citations;
    if (isPlanted && state !== 'false') passed[state] = (passed[state] ?? 0) + 1;
    if (state !== 'false') continue;
    if (isPlanted) caught = true;
    else
      alarms.push(
        `${claim.text} ${JSON.stringify(claim.citations)}: ${checks.find(({ result }) => result === 'wrong')?.why}`,
      );
  }
  return caught;
};
for (let at = 0; at < count; at++) {
  const [name, topics] = PLANTED[at % PLANTED.length];
  const made = make(subjects, topics);
  if (made === undefined) continue;
  const row = (table[name] ??= { planted: 0, caught: 0 });
  row.planted += 1;
  if (tell(await judge(made), made.planted)) row.caught += 1;
  else missed.push(`${name}: ${made.planted?.text} ${JSON.stringify(made.planted?.citations)}`);
}
const inFalse = alarms.length;
let [truths, alarmed] = [0, 0];
for (let at = 0; at < count; at++) {
  const made = make(subjects, []);
  if (made === undefined) continue;
  truths += 1;
  const known = alarms.length;
  tell(await judge(made), undefined);
  if (alarms.length > known) alarmed += 1;
}
const { user, system } = process.cpuUsage(before);
await close();
const rows = Object.values(table);
const sum = (of: 'planted' | 'caught'): number => rows.reduce((total, row) => total + row[of], 0);
console.table(table);
console.log({
  commits: subjects.length,
  planted: sum('planted'),
  caught: sum('caught'),
  passed,
  truths,
  alarmed,
  inFalse,
});
console.log(`${((user + system) / 1000 / (sum('planted') + truths)).toFixed(1)} ms CPU a judgement`);
for (const line of missed) console.log('missed:', line);
for (const line of alarms) console.log('alarm:', line);
