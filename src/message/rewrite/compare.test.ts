import { describe, expect, it } from 'vitest';
import { compareTexts } from './compare.ts';

const kinds = (before: string, after: string): readonly string[] =>
  compareTexts(before, after, { isKnown: (word) => !['recieve', 'alocated'].includes(word) }).map(
    ({ kind, word }) => `${kind} ${word}`,
  );

describe('a rewriting that says the same', () => {
  it.each([
    [
      'The driver forget to free the ring, it lead to memory leak.',
      'The driver forgets to free the ring, which leads to a memory leak.',
    ],
    ['Because queue is full, so the port hang.', 'The port hangs because the queue is full.'],
    ["It don't check the return value of foo_bar().", 'It does not check the return value of foo_bar().'],
    ['When recieve packet, alocated buffer is lost.', 'When a packet is received, the allocated buffer is lost.'],
    ['This can to crash if size is bigger than 64.', 'This can crash if the size is bigger than 64.'],
    ['Fix it by add a check in drivers/net/a.c.', 'Fix it by adding a check in drivers/net/a.c.'],
    ['The port will quit when the ring is empty.', 'The port quits when the ring is empty.'],
    ['The driver should wait reset is done.', 'The driver should wait until the reset is done.'],
    ['In function foo_bar(), the ring is lost.', 'In foo_bar(), the ring is lost.'],
    ['It is not able to start, this is not possible.', 'It is unable to start; this is impossible.'],
    ['The second one is used two time, for example in 2 ring.', 'The second one is used twice, e.g. in two rings.'],
    ['Previous the null pointer was copied by some CPU.', 'Previously the NULL pointer was copied by some CPUs.'],
    ['A use after free when hold the lock.', 'A use-after-free while holding the lock.'],
    ['In case of failure, initialise the behaviour first.', 'When it fails, initialize the behavior first.'],
    ['It need check the ring first.', 'The ring needs to be checked first.'],
    ['Add lack of include.', 'Add a missing include.'],
  ])('passes: %s', (before, after) => {
    expect(kinds(before, after)).toEqual([]);
  });
});

describe('a rewriting that says something else', () => {
  it.each([
    ['a number', 'It waits 5 ms.', 'It waits 50 ms.', 'lost 5'],
    [
      'two numbers that changed places',
      'It waits 5 ms and tries 3 times.',
      'It waits 3 ms and tries 5 times.',
      'moved 3',
    ],
    ['a unit', 'It waits 5 ms.', 'It waits 5 us.', 'invented us'],
    ['an id', 'Broken by 1a2b3c4d5e6f.', 'Broken by 1a2b3c4d5e60.', 'lost 1a2b3c4d5e6f'],
    ['a function', 'foo_bar() is slow.', 'foo_baz() is slow.', 'invented foo_baz()'],
    ['a path', 'See lib/a.c here.', 'See lib/b.c here.', 'lost lib/a.c'],
    ['a version', 'Since v5.10 it is slow.', 'Since v5.15 it is slow.', 'lost v5.10'],
    ['a name', 'The Broadcom card is slow.', 'The Realtek card is slow.', 'lost Broadcom'],
    ['a negation that came', 'The ring is freed.', 'The ring is not freed.', 'invented not'],
    ['a negation that went', 'The ring is not freed.', 'The ring is freed.', 'lost not'],
    [
      'a negation that moved',
      'The ring is freed but the queue is not.',
      'The ring is not freed but the queue is.',
      'moved not',
    ],
    ['a stronger modal word', 'The port may crash.', 'The port will crash.', 'invented will'],
    ['a quantity', 'Some ports crash.', 'All ports crash.', 'invented All'],
    ['a lost only', 'It fails only on reset.', 'It fails on reset.', 'lost only'],
    ['a lost condition', 'It fails if the ring is empty.', 'It fails, the ring is empty.', 'lost if'],
    ['another sentence', 'The ring is freed.', 'The ring is freed. This improves throughput.', 'invented throughput'],
    ['a lost sentence', 'The ring is freed. The queue leaks.', 'The ring is freed.', 'lost leaks'],
    ['who calls whom', 'foo_a() calls foo_b() there.', 'foo_b() calls foo_a() there.', 'moved foo_a()'],
    ['who waits for whom', 'The driver waits for firmware.', 'The firmware waits for the driver.', 'moved driver'],
    [
      'cause and effect',
      'The port hangs because the queue is full.',
      'The queue is full because the port hangs.',
      'reversed',
    ],
    [
      'a word of two',
      'The port has multiple queues. The ring has multiple entries.',
      'The port has multiple queues. The ring has entries.',
      'lost multiple',
    ],
    [
      'cause and effect over sentences',
      'Use a register for it. This must be done because the compiler does not allow it when the option is enabled.',
      'The compiler does not allow it when the option is enabled because Use a register for it. This must be done.',
      'reversed',
    ],
    [
      'cause and effect beside another one',
      'However, because a piece is added to all rules, some rules are rejected because they exceed the capacity.',
      'They exceed the capacity because However, because a piece is added to all rules, some rules are rejected.',
      'reversed',
    ],
    [
      'names of one sentence of two',
      'foo_a() owns foo_b() here. Later foo_a() frees foo_b() again.',
      'foo_b() owns foo_a() here. Later foo_a() frees foo_b() again.',
      'moved foo_a()',
    ],
    ['a lost future', 'The option will be removed.', 'The option is removed.', 'lost will'],
    ['a would that is not', 'It would crash if it were empty.', 'It crashes if it is empty.', 'lost would'],
    ['what something waits for', 'It waits until the reset.', 'It waits and the reset', 'lost until'],
    ['another function of a name', 'The function foo_a() leaks.', 'foo_b() leaks.', 'invented foo_b()'],
    ['able for unable', 'The port is unable to start.', 'The port is able to start.', 'lost not'],
    ['valid for invalid', 'The index is invalid.', 'The index is valid.', 'lost not'],
    ['once for twice', 'The ring is freed twice.', 'The ring is freed once.', 'lost two'],
    ['a number in words', 'It tries two ports.', 'It tries 3 ports.', 'invented 3'],
    ['another device', 'The VF is lost.', 'The PF is lost.', 'invented PF'],
    ['what is first', 'Free the port, and check the ring first.', 'First free the port, and check the ring.', 'moved'],
    ['while for although', 'It works while the ring is full.', 'It works when the ring is full.', 'invented if'],
    ['an opposite', 'The buffer is allocated here.', 'The buffer is deallocated here.', 'invented deallocated'],
  ])('is caught: %s', (_, before, after, finding) => {
    expect(kinds(before, after).join('; ')).toContain(finding);
  });
});
