/**
 * Planted falsehoods: true and false statements about real commits, made by program from what git and the index say, in phrasings of
 * several sets. `node bench/check.ts REPO STORE [COUNT] [SEED] [train|held|fresh|third|fourth|fifth|sixth] [BRANCH…]` prints one JSON object: of COUNT claims with one false
 * statement among true ones how many were found false for that statement, and of COUNT claims with true ones alone how many were called false.
 */
import { checkClaims, checkText, type CheckContext, type KindCheck } from '../src/panel/index.ts';
import { around, type Topic } from './check/phrasings.ts';
import { fifth } from './check/phrasings-fifth.ts';
import { fourth } from './check/phrasings-fourth.ts';
import { fresh } from './check/phrasings-fresh.ts';
import { held } from './check/phrasings-held.ts';
import { sixth } from './check/phrasings-sixth.ts';
import { third } from './check/phrasings-third.ts';
import { train } from './check/phrasings-train.ts';
import { layOut } from './check/forms.ts';
import { makeDice } from './check/dice.ts';
import { openSubjects, say, type Subject } from './check/subjects.ts';
import { falseOf, KINDS } from './check/truths.ts';

const [repo, storeFolder, countText = '100', seedText = '1', set = 'held', ...onto] = process.argv.slice(2);
const phrasings = { train, held, fresh, third, fourth, fifth, sixth }[set] ?? held;
const dice = makeDice(Number(seedText));
const count = Number(countText);

const pick = <T>(items: readonly T[]): T => items[Math.floor(dice() * items.length)];

interface Claim {
  readonly topic: Topic | undefined;
  readonly planted: string | undefined;
  readonly text: string;
  readonly context: CheckContext;
}

/** A claim of three statements in an order by chance; the false one, if any, is one of them. */
function makeClaim(subjects: readonly Subject[], topic: Topic | undefined): Claim | undefined {
  for (let tries = 0; tries < 400; tries += 1) {
    const { context, truths } = pick(subjects);
    const base = topic === undefined ? undefined : truths.find((truth) => truth.topic === topic);
    const lie =
      base === undefined
        ? undefined
        : falseOf(base, { context, truths, others: subjects.map((each) => each.context), dice });
    if (topic !== undefined && lie === undefined) continue;
    const rest = truths.filter((truth) => truth.topic !== topic).toSorted(() => dice() - 0.5);
    if (rest.length < 3) continue;
    const planted = lie === undefined ? undefined : say(lie, { phrasings, dice });
    const sentences = [
      ...rest.slice(0, planted === undefined ? 3 : 2).map((truth) => say(truth, { phrasings, dice })),
      ...(planted === undefined ? [] : [planted]),
    ].toSorted(() => dice() - 0.5);
    const all = [pick(around), ...sentences, pick(around)];
    const text = set === 'fifth' || set === 'sixth' ? layOut(all, dice) : all.join('\n- ');
    return { topic, planted, text, context };
  }
  return undefined;
}

async function judge({ text, context }: Claim): Promise<readonly KindCheck[]> {
  const [claim] = await checkClaims([{ text, weighs: 'for', citations: [] }], { member: 'bench', context });
  const { checks } = await checkText(text, context);
  if ((claim.state === 'false') !== checks.some(({ result }) => result === 'wrong'))
    throw new Error('the state does not follow from the checks');
  return checks;
}

const { subjects, close } = await openSubjects({ repo, storeFolder, onto, count, dice });
const topics = Object.keys(KINDS) as Topic[];
const lies = Array.from({ length: count }, (_, at) => makeClaim(subjects, topics[at % topics.length])).filter(
  (claim) => claim !== undefined,
);
const truths = Array.from({ length: count }, () => makeClaim(subjects, undefined)).filter(
  (claim) => claim !== undefined,
);

const table: Record<string, { planted: number; caught: number; open: number }> = {};
const missed: object[] = [];
const alarms: object[] = [];
const before = process.cpuUsage();
for (const claim of lies) {
  const topic = claim.topic ?? 'id';
  const row = (table[topic] ??= { planted: 0, caught: 0, open: 0 });
  const checks = await judge(claim);
  const wrong = checks.filter(({ result }) => result === 'wrong');
  row.planted += 1;
  if (wrong.some(({ kind }) => KINDS[topic].includes(kind))) row.caught += 1;
  else {
    if (checks.some(({ kind, result }) => KINDS[topic].includes(kind) && result === 'unknown')) row.open += 1;
    missed.push({
      topic,
      planted: claim.planted,
      sha: claim.context.commit.sha.slice(0, 12),
      checks: checks.filter(({ kind }) => KINDS[topic].includes(kind)),
    });
  }
  for (const { kind, what, why } of wrong)
    if (!KINDS[topic].includes(kind)) alarms.push({ in: 'false claim', text: claim.text, kind, what, why });
}
let alarmed = 0;
const settled = { right: 0, unknown: 0, wrong: 0 };
for (const claim of truths) {
  const checks = await judge(claim);
  for (const { result } of checks) settled[result] += 1;
  const wrong = checks.filter(({ result }) => result === 'wrong');
  if (wrong.length > 0) alarmed += 1;
  for (const { kind, what, why } of wrong)
    alarms.push({ in: 'true claim', sha: claim.context.commit.sha.slice(0, 12), text: claim.text, kind, what, why });
}
const spent = process.cpuUsage(before);
await close();
console.log(
  JSON.stringify(
    {
      ...{
        repo,
        set,
        seed: Number(seedText),
        commits: subjects.length,
        lies: lies.length,
        caught: lies.length - missed.length,
      },
      ...{
        truths: truths.length,
        alarmed,
        settled,
        cpuMsPerText: Math.round((spent.user + spent.system) / 100 / (2 * (lies.length + truths.length))) / 10,
      },
      ...{ table, missed, alarms },
    },
    undefined,
    1,
  ),
);
