import type { PatchFile } from '../../git/index.ts';

interface PathKind {
  readonly name: string;
  readonly is: RegExp;
}

/** Kinds of places in a tree, wide enough for kernels, libraries and services alike; a path can be of several kinds. */
const KINDS: readonly PathKind[] = [
  {
    name: 'tests',
    is: /(?:^|\/)(?:tests?|testing|selftests|unittests?|fuzz)(?:\/|$)|(?:^|\/)test[-_][^/]*$|[-_]test\.[^/]*$/,
  },
  {
    name: 'docs',
    is: /^docs?\/|^Documentation\/|^man\/|\.(?:rst|md|txt|xml|pandoc)$|(?:^|\/)(?:README|NEWS|TODO|CHANGELOG)[^/]*$/,
  },
  {
    name: 'build',
    is: /(?:^|\/)(?:Makefile|Kconfig|Kbuild|meson\.build|meson_options\.txt|CMakeLists\.txt|configure|Rules)[^/]*$|\.(?:mk|ac|am|cmake)$/,
  },
  { name: 'headers', is: /\.(?:h|hh|hpp|inc)$/ },
  { name: 'public-headers', is: /(?:^|\/)include\// },
  { name: 'uapi', is: /(?:^|\/)uapi\/|include\/public\// },
  { name: 'source', is: /\.(?:c|cc|cpp|cxx|rs|go|ml)$/ },
  { name: 'assembly', is: /\.(?:S|s|asm|lds)$|\.lds\.S$/ },
  { name: 'drivers', is: /^drivers\/|^src\/.*d\/|\/drivers?\// },
  { name: 'arch', is: /(?:^|\/)arch\/|(?:^|\/)(?:x86|arm|arm64|ppc|powerpc|riscv|s390|mips|loongarch)(?:_?64)?\// },
  { name: 'x86', is: /(?:^|\/)x86(?:_64)?\// },
  {
    name: 'core',
    is: /^(?:kernel|mm|fs|net|block|ipc|init|security|crypto|lib|xen\/common|src\/core|src\/basic|src\/shared)\//,
  },
  { name: 'tools', is: /^tools\// },
  { name: 'perf-tool', is: /^tools\/perf\/|^tools\/lib\// },
  { name: 'examples', is: /^(?:examples|samples|app|contrib)\// },
  { name: 'scripts', is: /^(?:scripts|devtools|usertools|ci)\/|\.(?:py|sh|pl|awk|cocci)$/ },
  { name: 'device-tree', is: /\.(?:dts|dtsi)$|\/bindings\// },
  { name: 'tables', is: /\.(?:json|yaml|yml|csv|hwdb|map|po|conf|rules|service|in)$/ },
  { name: 'ci', is: /^\.(?:github|gitlab|travis|ci|packit|semaphore|mkosi)|^(?:automation|mkosi)/ },
  { name: 'owners', is: /(?:^|\/)(?:MAINTAINERS|CODEOWNERS|\.mailmap|VERSION)$/ },
];

/** Sizes and places. Shares are of changed lines (files when no line changed). */
export const placeNames: readonly string[] = [
  ...KINDS.map(({ name }) => `share-${name}`),
  'files',
  'folders',
  'hunks',
  'hunk-mean-lines',
  'sections',
  'lines-added',
  'lines-removed',
  'lines-net',
  'lines-added-share',
  'largest-file-share',
  'files-new',
  'files-deleted',
  'files-renamed',
  'files-binary',
  'depth-least',
  'depth-most',
  'source-lines',
];

/** Bit k is set when the path is of kind k. */
const kindsOf = (path: string): number => {
  let bits = 0;
  for (let kind = 0; kind < KINDS.length; kind += 1) if (KINDS[kind].is.test(path)) bits |= 1 << kind;
  return bits;
};

const pathOf = (file: PatchFile): string => file.newPath ?? file.oldPath ?? '';
const folderOf = (path: string): string => path.slice(0, path.lastIndexOf('/') + 1);
const depthOf = (path: string): number => path.split('/').length - 1;
const linesOf = (file: PatchFile): number => file.added + file.removed;
const share = (part: number, whole: number): number => (whole > 0 ? part / whole : 0);

const kindShares = (files: readonly PatchFile[], lines: number): number[] => {
  const sums = new Array<number>(KINDS.length).fill(0);
  for (const file of files) {
    const bits = kindsOf(pathOf(file));
    const weight = lines > 0 ? linesOf(file) : 1;
    for (let kind = 0; kind < KINDS.length; kind += 1) if (bits & (1 << kind)) sums[kind] += weight;
  }
  return sums.map((sum) => share(sum, lines > 0 ? lines : files.length));
};

const sizes = (files: readonly PatchFile[], hunkLines: number): number[] => {
  const paths = files.map(pathOf);
  const hunks = files.reduce((sum, file) => sum + file.hunks.length, 0);
  const added = files.reduce((sum, file) => sum + file.added, 0);
  const removed = files.reduce((sum, file) => sum + file.removed, 0);
  const sections = new Set<string>();
  for (const file of files) for (const hunk of file.hunks) sections.add(hunk.section);
  const largest = files.reduce((most, file) => Math.max(most, linesOf(file)), 0);
  const depths = paths.map(depthOf);
  return [
    Math.log1p(files.length),
    Math.log1p(new Set(paths.map(folderOf)).size),
    Math.log1p(hunks),
    Math.log1p(share(hunkLines, hunks)),
    Math.log1p(sections.size),
    Math.log1p(added),
    Math.log1p(removed),
    Math.sign(added - removed) * Math.log1p(Math.abs(added - removed)),
    share(added, added + removed),
    share(largest, added + removed),
    ...(['added', 'deleted', 'renamed'] as const).map((change) =>
      Math.log1p(files.filter((file) => file.change === change).length),
    ),
    Math.log1p(files.filter((file) => file.binary).length),
    depths.reduce((least, depth) => Math.min(least, depth), 20),
    depths.reduce((most, depth) => Math.max(most, depth), 0),
  ];
};

const SOURCE_BITS = kindsOf('a.c') | kindsOf('a.S');

/** Numbers of {@link placeNames}; `hunkLines` counts context lines too. */
export const measurePlaces = (files: readonly PatchFile[], hunkLines: number): number[] => {
  const lines = files.reduce((sum, file) => sum + linesOf(file), 0);
  const source = files.reduce((sum, file) => sum + (kindsOf(pathOf(file)) & SOURCE_BITS ? linesOf(file) : 0), 0);
  return [...kindShares(files, lines), ...sizes(files, hunkLines), Math.log1p(source)];
};
