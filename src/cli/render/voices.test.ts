import { expect, test } from 'vitest';
import { makeAnswer } from '../../testing/panel.ts';
import { tellVoices } from './voices.ts';

const listen = () => {
  const lines: string[] = [];
  return { lines, ...tellVoices((line) => lines.push(line)) };
};

test('prose is told line by line, each with its speaker, though several speak at once', () => {
  const { lines, onText, onAnswer } = listen();
  onText('analyst', 'The lock is');
  onText('sceptic', 'I doubt it.\nIt is');
  onText('analyst', ' not released.\n');
  onAnswer(makeAnswer('sceptic'), false);
  expect(lines.slice(0, 3)).toEqual([
    'sceptic says: I doubt it.',
    'analyst says: The lock is not released.',
    'sceptic says: It is',
  ]);
  expect(lines[3]).toMatch(/^sceptic votes yes, sure to 0\.\d; 1 question, 120 tokens/);
});

test('of a form only the sentences are told, as soon as each is whole', () => {
  const { lines, onText, onAnswer } = listen();
  const form = JSON.stringify({
    claims: [{ text: 'It leaks "a page".', weighs: 'for' }],
    summary: 'A leak.',
    vote: 'yes',
  });
  for (const letter of form.slice(0, 45)) onText('analyst', letter);
  expect(lines).toEqual(['analyst says: It leaks "a page".']);
  onText('analyst', form.slice(45));
  onAnswer(makeAnswer('analyst'), false);
  expect(lines[1]).toBe('analyst says: A leak.');
  expect(lines).toHaveLength(3);
});

test('calls are told with the fact that came of them, or why they were refused; nothing can rewrite the screen', () => {
  const { lines, onUse, onText } = listen();
  onUse('analyst', { tool: 'show_commit', input: '{"commit":"abc"}', fact: 101, refused: undefined });
  onUse('analyst', { tool: 'read_file', input: '{}', fact: undefined, refused: 'say which file' });
  onText('analyst', 'red: \u001B[31m\n');
  expect(lines).toEqual([
    'analyst looks: show_commit {"commit":"abc"} -> fact 101',
    'analyst looks: read_file {} refused: say which file',
    'analyst says: red: ?[31m',
  ]);
});

test('an answer that was kept is told as one', () => {
  const { lines, onAnswer } = listen();
  onAnswer(makeAnswer('analyst'), true);
  expect(lines[0]).toMatch(
    /^analyst votes .*; kept from before, nobody was asked now: it took 1 question, 120 tokens$/,
  );
});
