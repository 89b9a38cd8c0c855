import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePatch } from '../../git/index.ts';
import { sketchChange, sketchDiff, type ChangeSketch, type DiffSketch } from '../../testing/changes.ts';
import { natureFacts } from './nature.ts';

const kindsOf = (change: ChangeSketch, weighs: string): string[] => [
  ...new Set(
    natureFacts(sketchChange(change))
      .filter((fact) => fact.weighs === weighs)
      .map(({ kind }) => kind),
  ),
];
const against = (change: ChangeSketch): string[] => kindsOf(change, 'against');
const inFile = (path: string, lines: readonly string[]): readonly DiffSketch[] => [{ path, lines }];

describe('what a message says it mends', () => {
  it.each([
    ['x: fix a NULL pointer dereference in probe', 'a NULL dereference'],
    ['x: check for NULL before use', 'a NULL dereference'],
    ['x: fix use-after-free on unbind', 'a use after free'],
    ['x: avoid double free in the error path', 'a use after free'],
    ['x: prevent out-of-bounds read of the header', 'an access out of bounds'],
    ['x: fix off-by-one in the loop', 'an off-by-one'],
    ['x: plug memory leak on failure', 'a leak'],
    ['x: fix refcount imbalance', 'a reference count error'],
    ['x: avoid deadlock between a and b', 'a deadlock or hang'],
    ['x: fix race between open and close', 'a race'],
    ['x: fix integer overflow of the size', 'an overflow'],
    ['x: do not read uninitialized stack', 'something uninitialised'],
    ['x: fix build error without CONFIG_Y', 'a build failure'],
    ['x: silence compiler warning', 'a warning'],
    ['x: quiet -Wimplicit-int', 'a warning'],
    ['x: fix wrong register offset', 'something wrong'],
  ])('%s', (subject, kind) => {
    const facts = natureFacts(sketchChange({ subject }));
    expect(
      facts
        .filter((fact) => fact.kind === 'nature-fix')
        .map(({ says }) => says)
        .join(' '),
    ).toContain(`speaks of ${kind}:`);
    expect(facts.find((fact) => fact.kind === 'nature-fix')?.weighs).toBe('for');
    expect(against({ subject })).toEqual([]);
  });

  it.each(['x86: re-work memset()', 'x86: support cache-writeback in flush_area()'])(
    'finds no option of a compiler within a word: %s',
    (subject) => expect(natureFacts(sketchChange({ subject })).filter(({ kind }) => kind === 'nature-fix')).toEqual([]),
  );

  it('quotes the sentence that names the problem, word for word', () => {
    const body = 'Nothing here.\n\nWhen the link goes down, the queue is\nfreed twice, a double free.\n';
    const fact = natureFacts(sketchChange({ subject: 'x: order of teardown', body })).find(
      ({ kind }) => kind === 'nature-fix',
    );
    expect(fact?.says).toContain('"When the link goes down, the queue is freed twice, a double free."');
  });

  it('passes over problems that the message denies', () => {
    const facts = natureFacts(
      sketchChange({ subject: 'x: free at once', body: 'The buffer is tracked, so it is not leaked.' }),
    );
    expect(facts.filter(({ kind }) => kind === 'nature-fix')).toEqual([]);
  });

  it.each([
    "It looks at the counter as if it hadn't overflowed.",
    'This will not break existing users.',
    "Nothing is wrong: the pages don't leak, they can never be corrupted.",
    'It should not cause any problems.',
    'It was tested on three boards and did not show any regression.',
    'This is not really an issue, as the lock is held.',
    'The overflow cannot happen, as both are bytes.',
    'The counter can not overflow.',
    'It returns NULL, as if copying past the end of a packet.',
    'They can be read without getting warnings.',
    'The barrier is no longer needed since commit 123456789abc ("x: order it").',
  ])('hears denials: %s', (body) => {
    const facts = natureFacts(sketchChange({ subject: 'x: order of teardown', body }));
    expect(facts.filter(({ kind }) => kind === 'nature-fix').map(({ says }) => says)).toEqual([]);
  });

  it.each([
    ["x: don't leak the page", ''],
    ['x: never crash on odd input', ''],
    ['x: order of teardown', 'Make sure that it does not overflow.'],
    ['x: order of teardown', 'Without locking two CPUs race for it.'],
    ['x: order of teardown', 'The caller does not properly free it.'],
    ['x: order of teardown', 'The driver cannot probe any more.'],
  ])('takes no order and no aim for a denial: %s / %s', (subject, body) => {
    expect(natureFacts(sketchChange({ subject, body })).some(({ kind }) => kind === 'nature-fix')).toBe(true);
  });

  it.each(['x86/bugs: print the mitigation', 'lockdep: print one more line'])(
    'takes no place for trouble: %s',
    (subject) => expect(natureFacts(sketchChange({ subject })).filter(({ kind }) => kind === 'nature-fix')).toEqual([]),
  );

  it('says what one quotation names in one fact, the gravest things only', () => {
    const says = (subject: string, body = ''): readonly string[] =>
      natureFacts(sketchChange({ subject, body })).flatMap((fact) => (fact.kind === 'nature-fix' ? fact.says : []));
    expect(says('x: fix a leak and a deadlock on failure')).toEqual([
      'The message speaks of a deadlock or hang and a leak: "x: fix a leak and a deadlock on failure".',
    ]);
    expect(says('x: fix a buffer overflow')).toEqual([
      'The message speaks of an access out of bounds: "x: fix a buffer overflow".',
    ]);
    expect(says('x: teardown', 'It leaks a page. Then it crashes.')).toHaveLength(2);
    const long = `${'When nobody has read from it for quite a while, '.repeat(3)}it ends in a stack overflow.`;
    expect(says('x: teardown', long)).toHaveLength(1);
  });

  it('quotes what stands before the words in a long sentence too', () => {
    const body = `${'When the queue is full and nobody has read from it for quite a while, '.repeat(2)}a worker ends in a deadlock.`;
    const fact = natureFacts(sketchChange({ subject: 'x: order', body })).find(({ kind }) => kind === 'nature-fix');
    expect(fact?.says).toContain('"it for quite a while, a worker ends in a deadlock."');
  });

  it('names reports as proof that somebody met the problem', () => {
    const body = 'It hangs.\n\nReported-by: Ada <ada@example.org>\nCloses: https://bugs.example.org/1\n';
    expect(kindsOf({ subject: 'x: hang', body }, 'for')).toContain('nature-reported');
  });
});

describe('changes that say that they are no fix', () => {
  it.each([
    ['x: split the probe', 'No functional change.'],
    ['x: split the probe', 'No functional changes intended.'],
    ['x: split the probe', 'No intended functional change.'],
    ['x: split the probe', 'There should be no functional changes.'],
    ['x: split the probe', 'This does not change the behavior.'],
    ['x: split the probe', 'No change in functionality.'],
    ['x: split the probe (NFC)', ''],
    ['x: use the new name', 'Without any functional change.'],
    ['x: use the new name', 'While in practice this will not have any effect, it reads better.'],
    ['x: order of arguments', 'This is purely cosmetic.'],
    ['x: rename foo to bar', ''],
    ['x: clean up the probe', ''],
    ['x: remove unused variable', ''],
    ['x: drop redundant cast', ''],
    ['x: constify the ops', ''],
    ['x: simplify the loop', ''],
    ['x: convert to devm_clk_get()', ''],
    ['x: replace strcpy() with strscpy()', ''],
    ['x: use FIELD_GET() for the width', ''],
    ['x: move the structs to a header', ''],
    ['x: fix typo in a comment', ''],
  ])('%s / %s', (subject, body) => {
    const expected = /typo/.test(subject) ? [] : ['nature-not-fix'];
    expect(against({ subject, body })).toEqual(expected);
  });

  it.each([
    ['x: split the probe', 'Apart from the fixed leak, no functional change.'],
    ['x: probe again', 'No functional change for other boards.'],
    ['x: handle the case', 'The function changes its result and functional tests run.'],
    ['x: clean up the probe', 'The second call crashes the machine.'],
    ['x: remove unused variable', 'Fixes a build error of gcc.\n\nReported-by: Ada <ada@example.org>'],
    ['x: rename the file', 'The name clashes.\n\nFixes: 123456789abc ("x: add it")'],
    ['x: simplify the loop to avoid an infinite loop', ''],
    ['x: convert to spin locks', 'The mutex sleeps in atomic context: BUG: sleeping function called'],
    ['x: replace the broken check with a right one', ''],
    ['x: use the helper() to fix a race', ''],
    ['x: move reset before enable', ''],
    ['x: clean tx buffers on new message', ''],
    ['x: use the right clock', ''],
    ['x: remove the wrong check', ''],
    ['x: remove device on unbind', ''],
    ['x: drop references after cancel', ''],
    ['x: factor in the credit of the last unit', ''],
    ['x: probe again', 'Two queues are not supported.'],
    ['x: documentfoo handling', ''],
    ['nfc: pn533: handle timeouts', ''],
  ])('is not said of: %s / %s', (subject, body) => {
    expect(against({ subject, body })).toEqual([]);
  });

  it.each([
    ['documentation', inFile('Documentation/a/b.rst', ['-old', '+new'])],
    ['comments', inFile('kernel/a.c', [' \tx();', '-\t/* old words */', '+\t/* new words */'])],
    ['comments', inFile('kernel/a.c', [' /**', '- * foo - old', '+ * foo - new', '  */'])],
    ['comments', inFile('kernel/a.c', ['-\tx();', '+\tx(); // why'])],
    ['white space', inFile('kernel/a.c', ['-\tx(a,b);', '+\tx(a, b);'])],
    ['white space', inFile('kernel/a.c', ['-\tx(a,', '-\tb);', '+\tx(a,', '+\t  b);'])],
    ['tests', inFile('tools/testing/selftests/a/b.c', ['-\tx();', '+\ty();'])],
    ['people', inFile('MAINTAINERS', ['-M:\tA <a@example.org>', '+M:\tB <b@example.org>'])],
  ])('by its lines: %s only', (what, files) => {
    const facts = natureFacts(sketchChange({ subject: 'x: fix it', files }));
    expect(
      facts
        .filter((fact) => fact.weighs === 'against')
        .map(({ says }) => says)
        .join(),
    ).toContain(what);
  });

  it('weighs nothing where the tests or documents themselves were wrong', () => {
    const files = inFile('tools/testing/selftests/a/b.c', ['-\tx();', '+\ty();']);
    const body = 'It fails.\n\nFixes: 123456789abc ("selftests: add it")\n';
    expect(against({ subject: 'selftests: a: right call', body, files })).toEqual([]);
    expect(kindsOf({ subject: 'selftests: a: right call', body, files }, 'neutral')).toContain('nature-not-fix');
  });

  it.each([
    ['a string that holds comment signs', inFile('kernel/a.c', ['-\tx("/* a */");', '+\tx("/* b */");'])],
    ['lines that change places', inFile('kernel/a.c', ['-\ta();', ' \tb();', '+\ta();'])],
    ['blanks of a Makefile', inFile('a/Makefile', ['-  x: y', '+\tx: y'])],
    ['blanks of Python', inFile('a/b.py', ['-    return 1', '+  return 1'])],
    ['a device tree', inFile('arch/arm/boot/dts/a.dts', ['-\treg = <1>;', '+\treg = <2>;'])],
    ['a driver named test', inFile('drivers/misc/pci_endpoint_test.c', ['-\tx(1);', '+\tx(2);'])],
    ['a pointer that begins a line', inFile('kernel/a.c', ['-\t*x = 1;', '+\t*x = 2;'])],
  ])('by its lines not said of: %s', (_, files) => {
    expect(against({ subject: 'x: fix it', files })).toEqual([]);
  });
});

describe('changes that prepare or add something', () => {
  it.each([
    ['x: pass the index', 'In preparation for a second user.'],
    ['x: pass the index', 'This will be used by the next patch.'],
    ['x: pass the index', 'A later patch will add a caller.'],
    ['x: pass the index', 'There are no users yet.'],
    ['x: pass the index', 'This prepares the code for several queues.'],
    ['x: pass the index', 'It will allow us to consolidate both loops.'],
    ['x: pass the index', 'In the future, inw() will not be compiled there.'],
    ['x: pass the index', 'We want to use this for all roots.'],
  ])('prepares: %s / %s', (subject, body) => {
    expect(against({ subject, body })).toEqual(['nature-preparation']);
  });

  it.each([
    ['x: fix crash on resume', 'In preparation for a second user.'],
    ['x: flush the cache', 'The CPU does this in preparation for entering a sleep state.'],
    ['x: flush the cache', 'It will be used after free.'],
    ['x: pass the index', 'The next packet is lost.'],
    ['x: pass the index', 'Needed by the next patch.\n\nFixes: 123456789abc ("x: add it")'],
  ])('does not prepare: %s / %s', (subject, body) => {
    expect(against({ subject, body })).toEqual([]);
  });

  const withFunction: readonly DiffSketch[] = [
    { path: 'drivers/x/y.c', lines: ['+static int y_rate(struct y *y)', '+{', '+\treturn 0;', '+}'] },
  ];
  it.each<[string, string, readonly DiffSketch[] | undefined]>([
    ['x: introduce a flag to cancel', '', undefined],
    ['x: implement runtime suspend', '', undefined],
    ['x: make the fast path the default', '', undefined],
    ['x: make the argument mandatory', '', undefined],
    ['x: disable the old board', 'We decided to remove upstream support for it.', undefined],
    ['x: add rate control', '', withFunction],
    ['x: drop the driver', '', [{ path: 'drivers/x/z.c', lines: ['-int z;'], change: 'deleted' }]],
    ['x: driver for z', '', [{ path: 'drivers/x/z.c', lines: ['+int z;'], change: 'added' }]],
    ['x: some knob', '', inFile('drivers/x/Kconfig', ['+config X_KNOB', '+\tbool "Knob"'])],
  ])('adds or ends something: %s', (subject, body, files) => {
    expect(against(files === undefined ? { subject, body } : { subject, body, files })).toContain('nature-feature');
  });

  it.each<[string, string, readonly DiffSketch[] | undefined]>([
    ['x: add a missing check', '', undefined],
    ['x: add rate control to fix a hang', '', withFunction],
    ['x: add quirk for the Foo laptop', '', withFunction],
    ['x: add support for Foo', 'It fails to probe.\n\nReported-by: Ada <ada@example.org>', withFunction],
    ['x: allow two queues', '', undefined],
  ])('is not said of: %s', (subject, body, files) => {
    expect(against(files === undefined ? { subject, body } : { subject, body, files })).toEqual([]);
  });

  it('tells a function that only becomes visible', () => {
    const files = [
      { path: 'fs/a.c', lines: ['-static int a_parse(char *s)', '+int a_parse(char *s)'] },
      { path: 'fs/a.h', lines: ['+int a_parse(char *s);'] },
    ];
    expect(against({ subject: 'a: share the parser', files })).toContain('nature-preparation');
  });
});

describe('devices, functions and what others can name', () => {
  it.each([
    ['USB: serial: option: add Foo 100 ids', ['+\t{ USB_DEVICE(0x1234, 0x5678) },']],
    ['ALSA: hda: quirk for a laptop', ['+\tSND_PCI_QUIRK(0x103c, 0x1234, "HP Foo", ALC1),']],
    ['gpio: add compatible of a board', ['+\t{ .compatible = "acme,gpio", .data = &acme },']],
    [
      'ACPI: video: DMI quirk for a laptop',
      ['+\t{', '+\t .matches = {', '+\t\tDMI_MATCH(DMI_BOARD_NAME, "X"),', '+\t\t},', '+\t},'],
    ],
  ])('welcomes entries of tables: %s', (subject, lines) => {
    const files = inFile('drivers/x/y.c', lines);
    expect(kindsOf({ subject, files }, 'for')).toContain('nature-device');
    expect(against({ subject, files })).toEqual([]);
  });

  it('does not take code for a table', () => {
    const files = inFile('drivers/x/y.c', ['+\tif (id == 0x1234)', '+\t\treturn usb_reset(dev);']);
    expect(kindsOf({ subject: 'usb: reset device with id', files }, 'for')).not.toContain('nature-device');
  });

  it('names functions, new functions, exports and prototypes', () => {
    const files = [
      { path: 'a.c', section: 'int old_one(void)', lines: ['-\tx();', '+\ty();'] },
      { path: 'b.c', lines: ['+int new_one(void)', '+{', '+}', '+EXPORT_SYMBOL_GPL(new_one);'] },
      { path: 'b.h', lines: ['+int new_one(void);'] },
    ];
    const says = natureFacts(sketchChange({ subject: 'x: y', files }))
      .map((fact) => fact.says)
      .join('\n');
    expect(says).toContain('Its hunks lie in old_one; 1 function is new: new_one.');
    expect(says).toContain('Adds exported symbol new_one and prototype new_one (b.c:13).');
  });

  it('does not take inline assembly for a prototype', () => {
    const files = [{ path: 'b.h', lines: ['+    asm volatile ( "invlpg %0" :: "m" (*p) : "memory" );'] }];
    const says = natureFacts(sketchChange({ subject: 'x: y', files })).map((fact) => fact.says);
    expect(says.join('\n')).not.toContain('prototype');
  });
});

describe('facts of any text and any patch', () => {
  const words = fc.constantFrom(
    'fix',
    'no functional change',
    '/*',
    '*/',
    '"',
    '{',
    '\n',
    '\t',
    'static int f(',
    'NFC',
    ': ',
    '(',
    '.',
    '\u202e',
    'é',
  );
  const text = fc.oneof(
    fc.string(),
    fc.array(words).map((parts) => parts.join(' ')),
  );

  it('come without throwing, in plain single lines', () => {
    fc.assert(
      fc.property(text, text, fc.array(fc.tuple(fc.constantFrom('+', '-', ' '), text)), (subject, body, lines) => {
        const files = [{ path: 'a/b.c', lines: lines.map(([sign, line]) => `${sign}${line.replaceAll('\n', ' ')}`) }];
        for (const fact of natureFacts(sketchChange({ subject, body, files }))) {
          expect(fact.says).not.toMatch(/[\p{Cc}\p{Cf}]/u);
          expect(fact.source).toMatch(/^git show/);
        }
      }),
    );
  });

  it('come from bytes that are no patch', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        const diff = Buffer.concat([Buffer.from(sketchDiff([{ path: 'a.c', lines: ['+x'] }])), Buffer.from(bytes)]);
        const view = { ...sketchChange({ subject: 'x' }), patch: parsePatch(diff) };
        expect(Array.isArray(natureFacts(view))).toBe(true);
      }),
    );
  });

  it('take no longer than a message is long', () => {
    const long = 'no no no will be used in the the the '.repeat(3_000);
    expect(Array.isArray(natureFacts(sketchChange({ subject: long.slice(0, 2_000), body: long })))).toBe(true);
  });
});
