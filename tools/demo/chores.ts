import type { Dice } from './dice.ts';
import type { Module } from './cast.ts';
import type { Edit, Tree } from './tree.ts';

/** Work that is no repair of a fault in the code: what it changes, and what its author says about it. */
export interface Chore {
  readonly kind: string;
  readonly wanted: number;
  readonly subject: string;
  readonly body: string;
  readonly edits: readonly Edit[];
}

type ChoreMaker = (dice: Dice, module: Module, tree: Tree) => Chore | undefined;

/** Replaces `from` in the first block of the file that holds it exactly once. */
function editBlock(tree: Tree, path: string, change: { from: string; to: string }): Edit | undefined {
  for (const [block, text] of tree.get(path) ?? []) {
    if (text.split(change.from).length === 2) return { path, block, ...change };
  }
  return undefined;
}

const newId: ChoreMaker = (dice, module, tree) => {
  const id = `0x${dice.between(0x1000, 0xffff).toString(16)}`;
  const maker = dice.pick(['Nordkai', 'Bluewater', 'Halyard', 'Portside', 'Sextant']);
  const model = `${dice.pick(['Mk', 'Series', 'Type'])} ${dice.between(2, 90)}`;
  const edit = editBlock(tree, module.path, {
    from: '\t{ 0, 0 },',
    to: `\t{ 0x0b0a, ${id} }, /* ${maker} ${model} */\n\t{ 0, 0 },`,
  });
  return (
    edit && {
      kind: 'device id',
      wanted: 0.8,
      subject: `add the ${maker} ${model}`,
      body: `The ${maker} ${model} is the same device with another id (0b0a:${id.slice(2)}).`,
      edits: [edit],
    }
  );
};

const document: ChoreMaker = (dice, module, tree) => {
  const path = `docs/${module.name}.md`;
  const topic = dice.pick([
    'limits',
    'start',
    'errors',
    'tuning',
    'threads',
    'examples',
    'history',
    'units',
    'security',
  ]);
  if (tree.get(path)?.has(topic) === true) return undefined;
  const text = `## ${module.name}: ${topic}\n\nThe ${topic} of ${module.about}: see \`${module.path}\`.\nMeasured with ${dice.between(2, 64)} ${dice.pick(module.objects)}s.\n`;
  return {
    kind: 'documentation',
    wanted: 0.01,
    subject: `describe the ${topic} in the manual`,
    body: `People asked about the ${topic} of ${module.about}. Write down what the code does.`,
    edits: [{ path, block: topic, from: '', to: text }],
  };
};

const testCase: ChoreMaker = (dice, module, tree) => {
  const path = `tests/test_${module.name}.c`;
  const name = `test_${module.name}_${dice.pick(module.objects)}_${dice.between(1, 99)}`;
  if (tree.get(path)?.has(name) === true) return undefined;
  const text = `static void ${name}(void)\n{\n\tstruct ${module.name} *self = ${module.name}_new();\n\n\tcheck(${module.name}_count(self) == ${dice.between(0, 9)});\n\t${module.name}_free(self);\n}\n`;
  return {
    kind: 'test',
    wanted: 0.02,
    subject: `add a test for an empty ${module.name}`,
    body: `Nothing tested this so far.`,
    edits: [{ path, block: name, from: '', to: text }],
  };
};

const typo: ChoreMaker = (dice, module, tree) => {
  const edit = editBlock(
    tree,
    module.path,
    dice.pick([
      { from: 'recieved', to: 'received' },
      { from: 'occured', to: 'occurred' },
    ]),
  );
  return (
    edit && {
      kind: 'spelling',
      wanted: 0.03,
      subject: `fix a spelling mistake in a comment`,
      body: `"${edit.from}" should be "${edit.to}". No change of behaviour.`,
      edits: [edit],
    }
  );
};

const rename: ChoreMaker = (dice, module, tree) => {
  const object = dice.pick(module.objects);
  const edit = editBlock(tree, module.path, { from: `u32 ${object}_flags;`, to: `u32 ${object}_state;` });
  return (
    edit && {
      kind: 'cleanup',
      wanted: 0.01,
      subject: `rename ${object}_flags to ${object}_state`,
      body: `It holds a state and never held flags. Cleanup only.`,
      edits: [edit],
    }
  );
};

const faster: ChoreMaker = (dice, module, tree) => {
  const limit = dice.pick([64, 128, 256]);
  const edit = editBlock(tree, module.path, { from: `_BATCH ${limit}`, to: `_BATCH ${limit * 2}` });
  return (
    edit && {
      kind: 'performance',
      wanted: 0.07,
      subject: `work on ${limit * 2} ${dice.pick(module.objects)}s at once`,
      body: `A larger batch makes ${module.about} about ${dice.between(4, 19)} % faster in our measurements.`,
      edits: [edit],
    }
  );
};

const warning: ChoreMaker = (dice, module, tree) => {
  const object = dice.pick(module.objects);
  const edit = editBlock(tree, module.path, {
    from: `static int ${object}_debug;`,
    to: `static int ${object}_debug __unused;`,
  });
  return (
    edit && {
      kind: 'warning',
      wanted: 0.14,
      subject: `fix a compiler warning about ${object}_debug`,
      body: `The variable is only used in debug builds:\n\n  warning: '${object}_debug' defined but not used`,
      edits: [edit],
    }
  );
};

/** With their shares of the work. */
export const CHORES: readonly (readonly [share: number, make: ChoreMaker])[] = [
  ...([
    [0.2, newId],
    [0.22, document],
    [0.2, testCase],
  ] as const),
  ...([
    [0.08, typo],
    [0.12, rename],
    [0.1, faster],
    [0.08, warning],
  ] as const),
];

/** The file of a module before anything was added to it. */
export function firstBlocks(module: Module): Edit[] {
  const { name, path, objects, about } = module;
  const upper = name.toUpperCase();
  const add = (block: string, to: string): Edit => ({ path, block, from: '', to });
  const members = objects.map(
    (object) => `\tu32 ${object}_flags;\n\tu32 ${object}_count;\n\tstruct ${object} *${object}s;`,
  );
  return [
    add(
      'top',
      `/* ${name}: ${about} */\n#include "harbour.h"\n\n#define ${upper}_MAX 512\n#define ${upper}_BATCH 64\n`,
    ),
    add('state', `struct ${name} {\n\tstruct mutex lock;\n\tstruct pool *pool;\n${members.join('\n')}\n};\n`),
    add('ids', `static const struct id ${name}_ids[] = {\n\t{ 0x0b0a, 0x0001 },\n\t{ 0, 0 },\n};\n`),
    add('debug', `${objects.map((object) => `static int ${object}_debug;`).join('\n')}\n`),
    add('new', `struct ${name} *${name}_new(void)\n{\n\treturn zero_alloc(sizeof(struct ${name}));\n}\n`),
  ];
}
