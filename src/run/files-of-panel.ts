import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../errors.ts';
import { nounFor } from '../plural.ts';
import { buildPrompts, mergeGuidance, parseGuidance, PROMPT_NAMES } from '../panel/index.ts';
import type { Guidance, PanelPrompts, PromptName } from '../panel/index.ts';
import { sayWhy } from '../words-of-errors.ts';

/** Texts that members are given, as they are now. */
export interface PanelFiles {
  readonly prompts: PanelPrompts;
  readonly guidance: readonly Guidance[];
}

/** Folders of a person: files there replace ours of the same name; guidance may be added. */
export interface PanelFolders {
  readonly prompts?: string | undefined;
  readonly guidance?: string | undefined;
  /** What is asked, where it is not whether a stable branch takes the commit: its texts stand before ours, a person's before both. */
  readonly question?: 'cve' | undefined;
}

/** Beside the sources, and beside what is built of them. */
const OURS = fileURLToPath(new URL('../panel/', import.meta.url));
const LONGEST = 100_000;

/**
 * Reads prompts and guidance. The text on safety is always ours. UsageError `panel-folder` when a folder cannot be read,
 * `panel-prompt` for a file that is no prompt, `panel-guidance` for a head that means nothing.
 */
export const readPanelFiles = async (folders: PanelFolders = {}): Promise<PanelFiles> => {
  const [prompts, guidance] = await Promise.all([
    readFolder(path.join(OURS, 'prompts')),
    readFolder(path.join(OURS, 'guidance')),
  ]);
  const asked = folders.question === undefined ? undefined : path.join(OURS, 'questions', folders.question);
  const [itsPrompts, itsGuidance] = await Promise.all([readOwn(asked), readOwn(asked && path.join(asked, 'guidance'))]);
  const [ownPrompts, ownGuidance] = await Promise.all([readOwn(folders.prompts), readOwn(folders.guidance)]);
  checkPrompts(ownPrompts, folders.prompts ?? '');
  const texts = Object.fromEntries([...prompts, ...itsPrompts, ...ownPrompts]) as Record<PromptName, string>;
  return {
    prompts: buildPrompts(texts),
    guidance: mergeGuidance(
      parseAll([...guidance, ...itsGuidance], OURS),
      parseAll(ownGuidance, folders.guidance ?? ''),
    ),
  };
};

type Texts = readonly (readonly [name: string, text: string])[];

const readOwn = (folder: string | undefined): Promise<Texts> =>
  folder === undefined ? Promise.resolve([]) : readFolder(folder);

/** The `.md` files of a folder by name, in order; hidden files are passed over. */
const readFolder = async (folder: string): Promise<Texts> => {
  try {
    const names = (await readdir(folder)).filter((name) => /^[^.].*\.md$/.test(name)).sort();
    return await Promise.all(names.map(async (name) => [name.slice(0, -3), await readText(folder, name)] as const));
  } catch (cause) {
    if (cause instanceof UsageError) throw cause;
    throw new UsageError('panel-folder', `cannot read ${folder}: ${sayWhy(cause)}`, { cause });
  }
};

const readText = async (folder: string, name: string): Promise<string> => {
  const text = await readFile(path.join(folder, name), 'utf8');
  if (text.length <= LONGEST) return text;
  throw new UsageError('panel-folder', `${path.join(folder, name)} has more than ${LONGEST} characters`);
};

const checkPrompts = (own: Texts, folder: string): void => {
  for (const [name, text] of own) {
    const known = PROMPT_NAMES.some((each) => each === name);
    const where = path.join(folder, `${name}.md`);
    const names = PROMPT_NAMES.filter((each) => each !== 'safety').join(', ');
    if (!known || name === 'safety')
      throw new UsageError('panel-prompt', `${where} takes no prompt's place: those that may be replaced are ${names}`);
    if (text.trim() === '') throw new UsageError('panel-prompt', `${where} is empty`);
  }
};

const parseAll = (texts: Texts, folder: string): readonly Guidance[] =>
  texts.map(([name, text]) => {
    const { guidance, unknown, open } = parseGuidance(name, text);
    if (unknown.length === 0 && !open) return guidance;
    const where = path.join(folder, `${name}.md`);
    if (open) throw new UsageError('panel-guidance', `${where}: the head begins with --- and has no second line ---`);
    const mean = `${nounFor(unknown.length, 'means', 'mean')} nothing; known are title, always, words, added, paths`;
    throw new UsageError('panel-guidance', `${where}: the head says ${unknown.join(', ')}, which ${mean}`);
  });

/** A member's own prompt. UsageError `panel-prompt` when it cannot be read or is empty. */
export const readMemberPrompt = async (file: string): Promise<string> => {
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UsageError('panel-prompt', `cannot read the prompt ${file}: ${sayWhy(cause)}`, { cause });
  });
  if (text.trim() === '') throw new UsageError('panel-prompt', `${file} is empty`);
  if (text.length > LONGEST) throw new UsageError('panel-prompt', `${file} has more than ${LONGEST} characters`);
  return text;
};
