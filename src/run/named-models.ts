import path from 'node:path';
import type { PanelConfig } from '../config-panel.ts';
import { UsageError } from '../errors.ts';

/**
 * The panel for models that are named on the command line: names of the config's `[[models]]`, or `KIND:MODEL` as in `ollama:qwen3`,
 * `gguf:small.gguf`, `openai-compatible:http://127.0.0.1:8080/v1#qwen`, `exec:PROGRAM ARGUMENT`. They take the place of the config's
 * models and members. UsageError `unknown-model` for anything else.
 */
export function nameModels(named: readonly string[], panel: PanelConfig): PanelConfig {
  const known = new Map(panel.models.map((table) => [nameOf(table), table]));
  const taken = new Set<string>();
  const models = named.map((text) => {
    const table = known.get(text) ?? parseNamed(text);
    const name = freeName(nameOf(table), taken);
    return { ...table, name };
  });
  return { ...panel, models, members: [] };
}

const nameOf = (table: unknown): string => (table as { readonly name?: string } | null)?.name ?? '';

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted;
  for (let count = 2; taken.has(name); count += 1) name = `${wanted}-${count}`;
  taken.add(name);
  return name;
}

/** What stands behind the kind, by kind; what is wrong in it is told when the tables are read. */
function parseNamed(text: string): Readonly<Record<string, unknown>> {
  const [, kind = '', model = ''] = /^([a-z-]+):(.+)$/s.exec(text) ?? [];
  if (kind === 'exec') return namedProgram(model.trim().split(/\s+/));
  if (kind === 'openai-compatible') return { name: 'served', kind, ...parseServed(text, model) };
  if (KINDS.has(kind)) return { name: kind, kind, model };
  throw new UsageError(
    'unknown-model',
    `--model ${JSON.stringify(text)}: write the name of one of [[models]], or KIND:MODEL with a kind of ${[...KINDS].join(', ')}, openai-compatible (:URL#MODEL), exec (:PROGRAM)`,
  );
}

/** Called by the program's name alone: its arguments may be secret. */
const namedProgram = (command: readonly string[]): Readonly<Record<string, unknown>> => {
  const name = path.basename(command[0] ?? '').replaceAll(/[^\w.:-]/g, '-');
  return { name: name === '' ? 'exec' : name, kind: 'exec', command };
};

const KINDS: ReadonlySet<string> = new Set(['anthropic', 'openai', 'google', 'nvidia', 'ollama', 'gguf']);

function parseServed(text: string, place: string): { readonly url: string; readonly model: string } {
  const at = place.lastIndexOf('#');
  if (at > 0 && at < place.length - 1) return { url: place.slice(0, at), model: place.slice(at + 1) };
  throw new UsageError('unknown-model', `--model ${JSON.stringify(text)}: write openai-compatible:URL#MODEL`);
}
