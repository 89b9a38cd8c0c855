import { compareTexts, learnVocabulary, rewriteMessage, splitMessage } from '../../src/message/index.ts';
import { openLanguageModel, type LanguageModel, type ServiceConfig } from '../../src/models/index.ts';
import { readRewritePrompt } from '../../src/run/files-of-message.ts';
import { findLocalModel } from '../../src/testing/local-model.ts';
import { startFakeModelServer } from '../../src/testing/model-server.ts';
import { FRESH_PAIRS, THIRD_PAIRS } from './fresh-pairs.ts';
import { PAIRS, SECOND_PAIRS } from './pairs.ts';
import { PLANTS } from './plants.ts';
import { draw, makeChance, type BenchProject } from './project.ts';

const RETRIES = 3;

const LIMITS = {
  ...{ temperature: undefined, contextTokens: undefined, timeout: 300_000, retries: 0, maxWait: 1000 },
  ...{ concurrency: 1, requestsPerMinute: undefined, prices: undefined },
};

interface Planted {
  readonly kind: string;
  readonly text: string;
  readonly part: number;
  readonly said: string;
}

/** Real messages, each with one part that says something else. */
function plantAll({ commits }: BenchProject, many: number, seed: number): readonly Planted[] {
  const chance = makeChance(seed);
  const found: Planted[] = [];
  const messages = draw(commits.slice(0, 20_000), many * 12, chance);
  for (const [at, { subject, body }] of messages.entries()) {
    if (found.length >= many) break;
    const plant = PLANTS[(found.length + Math.floor(at / 40)) % PLANTS.length];
    const text = `${subject}\n\n${body}`;
    const texts = splitMessage(text).parts.flatMap((part) => (part.kind === 'prose' ? [part.text] : []));
    const part = Math.floor(chance() * texts.length);
    const said = texts[part] === undefined ? undefined : plant.make(texts[part], chance);
    if (said !== undefined && said.trim() !== texts[part]) found.push({ kind: plant.name, text, part, said });
  }
  return found;
}

/** Every planted text is what a model says, over the protocol; none may come through. */
export async function printPlanted(project: BenchProject, many: number, seed: number): Promise<void> {
  const planted = plantAll(project, many, seed);
  const isKnown = learnVocabulary(project.commits.slice(0, 3000));
  const server = await startFakeModelServer({ remembered: 0 });
  const model = await openLanguageModel(serviceAt(server.url), { env: {} });
  const kinds = new Map<string, { caught: number; all: number }>();
  for (const { kind, text, part, said } of planted) {
    const parts = splitMessage(text);
    const texts = parts.parts.flatMap((each) => (each.kind === 'prose' ? [each.text] : []));
    const input = { subject: parts.title, parts: texts.map((each, at) => (at === part ? said : each)) };
    server.play(...Array.from({ length: RETRIES }, () => ({ say: '', calls: [{ name: 'rewritten_message', input }] })));
    const end = await rewriteMessage({ model, prompt: 'p', text, width: 75, isKnown });
    const caught = end.kind === 'rewritten' && end.text === text && end.refused.length === 1;
    const sums = kinds.get(kind) ?? { caught: 0, all: 0 };
    kinds.set(kind, { caught: sums.caught + (caught ? 1 : 0), all: sums.all + 1 });
    if (!caught) console.log(`NOT CAUGHT ${kind}\n  ${texts[part]}\n  ${said}\n`);
  }
  await model.close();
  await server.close();
  for (const [kind, { caught, all }] of kinds) console.log(`| ${kind} | ${all} | ${caught} |`);
}

const serviceAt = (url: string): ServiceConfig => ({
  ...LIMITS,
  ...{ kind: 'openai-compatible', name: 'bench', model: 'bench', url: `${url}/v1`, key: undefined, api: 'chat' },
  ...{ stream: false, answerBy: 'tool', maxOutputTokens: 4000 },
});

/** How many good rewritings of poor sentences are refused, and why. */
export function printHarmless(project: BenchProject): void {
  const isKnown = learnVocabulary(project.commits.slice(0, 3000));
  for (const pairs of [PAIRS, SECOND_PAIRS, THIRD_PAIRS, FRESH_PAIRS]) {
    let refused = 0;
    for (const [poor, good] of pairs) {
      const differences = compareTexts(poor, good, { isKnown });
      if (differences.length === 0) continue;
      refused += 1;
      console.log(`refused: ${good}\n  ${differences.map(({ kind, word }) => `${kind} "${word}"`).join(', ')}`);
    }
    console.log(`${refused} of ${pairs.length} harmless rewritings are refused`);
  }
}

/** What a small model on this machine makes of poor messages: all that comes through is printed, to be read. */
export async function printLocal(many: number): Promise<void> {
  const local = findLocalModel(process.env);
  if (local === undefined) throw new Error('no local model: export what tools/local-model.sh prints');
  const config = { ...LIMITS, kind: 'gguf', name: 'local', model: local.file, threads: 2, gpu: false } as const;
  const limits = { temperature: 0, maxOutputTokens: 300, contextTokens: 2048 };
  const model: LanguageModel = await openLanguageModel(
    { ...config, ...limits },
    { env: {}, loadLlama: local.loadLlama },
  );
  const prompt = await readRewritePrompt();
  const sums = { changed: 0, refused: 0, silent: 0, same: 0 };
  for (const [poor] of PAIRS.slice(0, many)) {
    const end = await rewriteMessage({
      model,
      prompt,
      width: 75,
      text: `net/alpha: fix ring\n\n${poor}\n\nSigned-off-by: A <a@b>\n`,
    });
    if (end.kind === 'silent') sums.silent += 1;
    else if (end.changed > 0) {
      sums.changed += 1;
      console.log(`came through: ${end.text.split('\n').slice(0, 3).join(' | ')}\n  from: ${poor}`);
    } else if (end.refused.length > 0) sums.refused += 1;
    else sums.same += 1;
  }
  console.log(JSON.stringify(sums));
  await model.close();
}
