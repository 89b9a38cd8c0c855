import { z } from 'zod';
import type { Ref, Sha } from '../../git/index.ts';
import type { PanelTool } from '../types.ts';
import { dayOf, plural, shortId } from './bench.ts';
import type { Bench } from './bench.ts';
import { rowOf } from './branches-containing.ts';
import { defineTool } from './define-tool.ts';
import { fields } from './fields.ts';

/** Tags that are named for the commit and for each copy of it, oldest first. */
const shown = 5;
/** Each costs a walk of git. */
const maxCopies = 12;

export function tagsContaining(bench: Bench): PanelTool {
  return defineTool(bench, {
    name: 'tags_containing',
    description:
      'Which releases (tags) have a commit, and which have copies of it that stable branches took; the oldest of each are named.',
    input: z.strictObject({ commit: fields.commit }),
    example: { commit: '1a2b3c4d5e6f' },
    run: async ({ commit: id }, signal) => {
      const commit = await bench.day.commit(id);
      const row = rowOf(bench, commit.sha);
      const original = row === undefined ? commit.sha : bench.history.commits[row].sha;
      const picks =
        row === undefined ? [] : bench.history.picks(row).filter(({ knownSince }) => knownSince <= bench.asOf);
      const copies = picks.slice(0, maxCopies);
      const [own, ...others] = await Promise.all(
        [original, ...copies.map(({ stableSha }) => stableSha)].map((sha) => tagsOf(bench, sha, signal)),
      );
      const names = copies.map(({ branch }) => bench.history.branches[branch]?.name ?? 'a stable branch');
      const missing = picks.length - copies.length;
      return {
        says: `${plural(own.tags.length, 'tag')} had ${shortId(original)} ("${commit.subject}") by ${dayOf(bench.asOf)}, and tags of ${plural(others.filter(({ tags }) => tags.length > 0).length, 'stable branch', 'stable branches')} a copy.`,
        source: `git tag --contains ${shortId(original)}`,
        lines: [
          `${shortId(original)}: ${sayTags(own.tags)}`,
          ...others.map(({ tags }, at) => `copy ${shortId(copies[at].stableSha)} on ${names[at]}: ${sayTags(tags)}`),
        ],
        cut:
          [own, ...others].find(({ cut }) => cut !== undefined)?.cut ??
          (missing > 0 ? `${missing} more copies were not looked for` : undefined),
      };
    },
  });
}

interface Tags {
  readonly tags: readonly Ref[];
  readonly cut: string | undefined;
}

async function tagsOf(bench: Bench, sha: Sha, signal: AbortSignal): Promise<Tags> {
  const { box, asOf, timeoutMs } = bench;
  const { names, cut } = await bench.repository.containing({ sha, kind: 'tags', timeoutMs, signal });
  const having = new Set(names);
  // A stable branch may have merged the own commit: only releases of mainline do not tell.
  const hidden = box.hideOwnDecision && sha === box.sha;
  const releases = new Set(bench.history.releases.map(({ name }) => `refs/tags/${name}`));
  const tags = box.refs.filter(({ name, time }) => having.has(name) && time <= asOf && (!hidden || releases.has(name)));
  return { tags: tags.toSorted((a, b) => a.time - b.time), cut };
}

function sayTags(tags: readonly Ref[]): string {
  if (tags.length === 0) return 'in no tag yet';
  const names = tags.slice(0, shown).map(({ name, time }) => `${name.replace('refs/tags/', '')} (${dayOf(time)})`);
  return `${names.join(', ')}${tags.length > shown ? ` and ${tags.length - shown} later ones` : ''}`;
}
