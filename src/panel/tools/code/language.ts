/** How definitions look. */
export type Language = 'c' | 'python' | 'go' | 'rust' | 'script';

const languages: Readonly<Record<string, Language>> = {
  ...{
    c: 'c',
    h: 'c',
    cc: 'c',
    cpp: 'c',
    cxx: 'c',
    hh: 'c',
    hpp: 'c',
    inc: 'c',
    m: 'c',
    S: 'c',
    s: 'c',
    java: 'c',
    cs: 'c',
  },
  ...{ py: 'python', go: 'go', rs: 'rust' },
  ...{ js: 'script', mjs: 'script', cjs: 'script', ts: 'script', mts: 'script', tsx: 'script', jsx: 'script' },
};

/** Undefined for a file that is no code, as far as its name tells. */
export function languageOf(path: string): Language | undefined {
  const end = /\.([A-Za-z]+)$/.exec(path)?.[1];
  return end === undefined ? undefined : languages[end];
}
