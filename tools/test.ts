/**
 * Runs the tests and ends with one plain line, `N passed, N failed` (and `, N skipped`).
 * Arguments are file filters: `npm test -- src/git`. Exit code 1 when a test failed, a file did not load, or none ran.
 */
import type { TestCase, TestModule, Vitest } from 'vitest/node';

interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: readonly TestCase[];
  /** Test files that hold no test result because they or one of their suites could not be loaded. */
  readonly broken: readonly TestModule[];
}

const filters = process.argv.slice(2);
if (!process.stdout.isTTY) process.env['NO_COLOR'] = '1';
const { startVitest } = await import('vitest/node');
const vitest = await startVitest('test', filters, {
  watch: false,
  reporters: process.stdout.isTTY ? ['default'] : [['dot', { isTTY: false }]],
});
const unhandled = vitest.state.getUnhandledErrors().length;
const tally = count(vitest);
await vitest.close();
report(tally, unhandled);

function count(run: Vitest): Tally {
  const modules = run.state.getTestModules();
  const cases = modules.flatMap((module) => [...module.children.allTests()]);
  const inState = (state: string): TestCase[] => cases.filter((test) => test.result().state === state);
  return {
    passed: inState('passed').length,
    failed: inState('failed').length + inState('pending').length,
    skipped: inState('skipped'),
    broken: modules.filter(isBroken),
  };
}

/** The file, or a suite in it (its hooks), failed without a failing test to show for it. */
function isBroken(module: TestModule): boolean {
  const suites = [...module.children.allSuites()];
  return module.errors().length > 0 || suites.some((suite) => suite.errors().length > 0);
}

function report({ passed, failed, skipped, broken }: Tally, unhandledErrors: number): void {
  const lines = skipped.map((test) => `skipped: ${test.module.relativeModuleId}: ${test.fullName}${reasonOf(test)}`);
  lines.push(...broken.map((module) => `did not run to its end: ${module.relativeModuleId}`));
  if (unhandledErrors > 0) lines.push(`errors outside of any test: ${unhandledErrors}`);
  const failures = failed + broken.length + unhandledErrors;
  if (passed + failures === 0) lines.push('no test ran');
  const ending = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
  console.log([...lines, `${passed} passed, ${failures} failed${ending}`].join('\n'));
  process.exitCode = failures > 0 || passed === 0 ? 1 : 0;
}

function reasonOf(test: TestCase): string {
  const result = test.result();
  return result.state === 'skipped' && result.note !== undefined ? ` (${result.note})` : '';
}
