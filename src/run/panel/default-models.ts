/** Models that are asked when the config names none: one for each service whose key is in the environment, at most two. */
const BY_KEY: readonly (readonly [variable: string, table: Readonly<Record<string, string>>])[] = [
  ['ANTHROPIC_API_KEY', { name: 'anthropic', kind: 'anthropic', model: 'claude-sonnet-4-5' }],
  ['OPENAI_API_KEY', { name: 'openai', kind: 'openai', model: 'gpt-5' }],
  ['GEMINI_API_KEY', { name: 'google', kind: 'google', model: 'gemini-2.5-pro' }],
  ['NVIDIA_API_KEY', { name: 'nvidia', kind: 'nvidia', model: 'nvidia/llama-3.3-nemotron-super-49b-v1' }],
];
const MOST = 2;

/** As `[[models]]` would name them; empty where no key is set. */
export function chooseDefaultModels(env: Readonly<Record<string, string | undefined>>): readonly unknown[] {
  return BY_KEY.filter(([variable]) => (env[variable] ?? '') !== '')
    .slice(0, MOST)
    .map(([, table]) => table);
}
