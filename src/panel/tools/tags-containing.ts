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
/** Tags that are looked at for each. */
const maxTags = 100;
/** Clocks of those who commit and tag differ. */
const SLACK = 86_400;

const INPUT = z.strictObject({ commit: fields.commit });

export function tagsContaining(bench: Bench): PanelTool {
  return defineTool(bench, {
    name: 'tags_containing',
    description:
      'Which releases (tags) have a commit, and which have copies of it that stable branches took; the oldest of each are named.',
    input: INPUT,
    example: { commit: '1a2b3c4d5e6f' },
    run: async ({ commit: id }, signal) => {
      const commit = await bench.day.commit(id);
      const row = rowOf(bench, commit.sha);
      const { sha: original, time } =
        row === undefined ? { sha: commit.sha, time: commit.committer.time } : originalOf(bench, row);
      const picks =
        row === undefined ? [] : bench.history.picks(row).filter(({ knownSince }) => knownSince <= bench.asOf);
      const copies = picks.slice(0, maxCopies);
      const [own, ...others] = await Promise.all(
        [{ sha: original, time }, ...copies.map(({ stableSha: sha, knownSince }) => ({ sha, time: knownSince }))].map(
          (each) => tagsOf(bench, each, signal),
        ),
      );
      const names = copies.map(({ branch }) => bench.history.branches[branch]?.name ?? 'a stable branch');
      const missing = picks.length - copies.length;
      return {
        says: `${own.tags.length === 0 ? 'No tag that was looked at' : `${own.cut === undefined ? '' : 'At least '}${plural(own.tags.length, 'tag')}`} had ${shortId(original)} ("${commit.subject}") by ${dayOf(bench.asOf)}, and tags of ${plural(others.filter(({ tags }) => tags.length > 0).length, 'stable branch', 'stable branches')} a copy.`,
        source: `git tag --contains ${shortId(original)}`,
        lines: [
          `${shortId(original)}: ${sayTags(own.tags)}`,
          ...others.map(({ tags }, at) => `copy ${shortId(copies[at].stableSha)} on ${names[at]}: ${sayTags(tags)}`),
        ],
        cut:
          [own, ...others].find(({ cut }) => cut !== undefined)?.cut ??
          (missing > 0 ? `${plural(missing, 'more copy was', 'more copies were')} not looked for` : undefined),
      };
    },
  });
}

function originalOf({ history }: Bench, row: number): { readonly sha: Sha; readonly time: number } {
  const { sha, commitTime: time } = history.commits[row];
  return { sha, time };
}

interface Tags {
  readonly tags: readonly Ref[];
  readonly cut: string | undefined;
}

/** The oldest tags since the commit was made: asking about all of them costs git a walk through the whole past. */
async function tagsOf(
  bench: Bench,
  { sha, time }: { readonly sha: Sha; readonly time: number },
  signal: AbortSignal,
): Promise<Tags> {
  const { box, asOf, timeoutMs } = bench;
  // A stable branch may have merged the own commit: only releases of mainline do not tell.
  const hidden = box.hideOwnDecision && sha === box.sha;
  const releases = new Set(bench.history.releases.map(({ name }) => `refs/tags/${name}`));
  const since = box.refs
    .filter(
      (ref) =>
        ref.name.startsWith('refs/tags/') &&
        ref.time >= time - SLACK &&
        ref.time <= asOf &&
        (!hidden || releases.has(ref.name)),
    )
    .toSorted((a, b) => a.time - b.time);
  const asked = since.slice(0, maxTags);
  const { names, cut } = await bench.repository.containing({
    sha,
    kind: 'tags',
    names: asked.map(({ name }) => name),
    timeoutMs,
    signal,
  });
  const having = new Set(names);
  const tags = asked.filter(({ name }) => having.has(name));
  const rest =
    since.length > asked.length ? `only the ${maxTags} oldest tags since ${dayOf(time)} were looked at` : undefined;
  return { tags, cut: cut ?? rest };
}

function sayTags(tags: readonly Ref[]): string {
  if (tags.length === 0) return 'in no tag yet';
  const names = tags.slice(0, shown).map(({ name, time }) => `${name.replace('refs/tags/', '')} (${dayOf(time)})`);
  return `${names.join(', ')}${tags.length > shown ? ` and ${tags.length - shown} later ones` : ''}`;
}
