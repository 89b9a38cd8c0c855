import { describe, expect, it } from 'vitest';
import { shaOf } from '../../testing/links.ts';
import { buildDocumentation } from './build.ts';
import { chooseDocuments, MAX_DOCUMENTS } from './choose.ts';
import { splitDocument } from './split.ts';

const split = (text: string): (readonly [number, number, string])[] =>
  splitDocument('a.rst', text).map(({ from, to, heading }) => [from, to, heading] as const);

describe('a document', () => {
  it('is split at the headings of Markdown, with the chain of headings of each passage', () => {
    const text = '# One\na\nb\nc\n\n## Two\nd\ne\nf\n```\n# no heading\n```\n# Three\ng\nh\ni\n';
    expect(split(text)).toEqual([
      [1, 4, 'One'],
      [6, 12, 'One > Two'],
      [13, 16, 'Three'],
    ]);
  });

  it('is split at underlined headings, whose signs tell their depth', () => {
    const text = '=====\nRules\n=====\nall\nof\n\nSmall\n-----\na\nb\n\nSmaller\n~~~~~~~\nc\nd\n\nLarge\n-----\ne\nf\n';
    expect(split(text)).toEqual([
      [1, 5, 'Rules'],
      [7, 10, 'Rules > Small'],
      [12, 15, 'Rules > Small > Smaller'],
      [17, 20, 'Rules > Large'],
    ]);
  });

  it('takes a table or a list for no heading, and says where a passage of no heading stands', () => {
    expect(split('\n\nword\n--\n\na  b\n=  =\n1  2\n')).toEqual([[1, 8, '']]);
  });

  it('is cut at an empty line where a passage would be longer than 120 lines', () => {
    const text = `# Long\n${Array.from({ length: 300 }, (_, n) => (n % 50 === 49 ? '' : `line ${n}`)).join('\n')}\n`;
    const passages = splitDocument('a.md', text);
    expect(passages.map(({ from }) => from)).toEqual([1, 102, 202]);
    expect(passages.every(({ from, to }) => to - from < 120)).toBe(true);
    expect(passages.at(-1)?.to).toBe(300);
  });

  it('of nothing has no passages', () => expect(splitDocument('a.md', '\n \n')).toEqual([]));
});

describe('documents', () => {
  it('are those that tell rules first; code, tests, tables and translations are none', () => {
    const paths = [
      ...['src/main.c', 'MAINTAINERS', 'docs/guide.md', 'doc/guides/contributing/stable.rst', 'CONTRIBUTING.md'],
      ...[
        'Documentation/process/stable-kernel-rules.rst',
        'Documentation/translations/it/process/x.rst',
        'LICENSES/a.txt',
      ],
      ...[
        'tests/data.txt',
        'src/README.md',
        'scripts/get_maintainer.pl',
        'Documentation/process/maintainer-netdev.rst',
      ],
    ];
    expect(chooseDocuments(paths)).toEqual({
      chosen: [
        'Documentation/process/stable-kernel-rules.rst',
        'doc/guides/contributing/stable.rst',
        'CONTRIBUTING.md',
        'MAINTAINERS',
        'Documentation/process/maintainer-netdev.rst',
        'docs/guide.md',
        'src/README.md',
      ],
      leftOut: 0,
    });
  });

  it('are bounded, and what is left out is counted', () => {
    const paths = Array.from({ length: MAX_DOCUMENTS + 7 }, (_, n) => `docs/${n}.md`);
    expect(chooseDocuments(paths)).toMatchObject({ leftOut: 7, chosen: { length: MAX_DOCUMENTS } });
  });
});

describe('the search of documentation', () => {
  const documents = [
    {
      path: 'docs/stable.md',
      text: '# Stable branches\n\nA backport must be small.\nIt mends a bug.\n\n# Tags\n\nWrite Fixes.\nAnd sign.\n',
    },
    { path: 'docs/style.md', text: '# Style\n\nTabs, and short functions.\nNo more.\n' },
  ];
  const index = buildDocumentation(documents, { revision: shaOf('docs'), leftOut: 3 });

  it('gives the passage that has the words, with its lines', () => {
    expect(index).toMatchObject({ passages: 3, documents: 2, leftOut: 3 });
    expect(index.search('how small is a backport', 5)[0]).toMatchObject({
      path: 'docs/stable.md',
      from: 1,
      to: 4,
      heading: 'Stable branches',
    });
    expect(index.search('tabs', 5).map(({ path }) => path)).toEqual(['docs/style.md']);
  });

  it('gives nothing for words that no passage has, and for none', () => {
    expect(index.search('zebra', 5)).toEqual([]);
    expect(index.search('', 5)).toEqual([]);
  });

  it('takes no more than two passages of one document', () => {
    const text = Array.from({ length: 9 }, (_, n) => `# Part ${n}\n\nstable\nrules\n`).join('\n');
    const long = buildDocumentation([{ path: 'a.md', text }], { revision: shaOf('docs'), leftOut: 0 });
    expect(long.search('stable rules', 5)).toHaveLength(2);
  });
});
