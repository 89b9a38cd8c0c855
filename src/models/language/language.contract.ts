import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { startFakeModelServer } from '../../testing/model-server.ts';
import type { FakeModelServer } from '../../testing/model-server.ts';
import type { Fault } from '../../testing/model-server/turns.ts';
import { makeSkippingClock } from '../../testing/skipping-clock.ts';
import { systemClock } from './clock.ts';
import { ModelError } from './failure.ts';
import { Meter } from './meter.ts';
import type { ModelSurroundings } from './open.ts';
import type { LanguageModel, ModelRequest, Tool } from './types.ts';

export interface ModelAtServer extends ModelSurroundings {
  readonly url: string;
  /** Milliseconds for one attempt. */
  readonly timeout?: number;
  readonly retries?: number;
}

const SECRET = 'sk-secret-of-the-test/+=';

const showCommit: Tool = {
  name: 'show_commit',
  description: 'Shows one commit.',
  input: z.object({ id: z.string().regex(/^[0-9a-f]+$/), lines: z.int().positive().optional() }),
};
const judgement = {
  name: 'submit_judgement',
  description: 'Submits the judgement.',
  schema: z.object({ verdict: z.enum(['yes', 'no', 'unsure']), claims: z.array(z.string()) }),
};

const question: ModelRequest = { system: 'You judge.', messages: [{ role: 'user', text: 'Is abc123 a fix?' }] };
const PAGE = /: the address answers with a web page: is the path right, such as \/v1\?/;
const ELSEWHERE = /: answers with HTTP 302: redirects are not followed, and it leads to other\.example; /;
const FORM = { verdict: 'yes', claims: ['fixes a leak'] };

/** What every adapter of a service keeps, whichever protocol it speaks. The server behind it is a fake of ours. */
export const describeLanguageModel = (name: string, open: (at: ModelAtServer) => Promise<LanguageModel>): void => {
  describe(`${name} keeps the contract of language models`, () => {
    let server: FakeModelServer;
    beforeEach(async () => {
      server = await startFakeModelServer();
    });
    afterEach(() => server.close());

    const openModel = (settings: Partial<ModelAtServer> = {}): Promise<LanguageModel> =>
      open({ url: server.url, env: { THE_KEY: SECRET }, clock: makeSkippingClock(), random: () => 0, ...settings });

    const failureOf = async (model: LanguageModel, request: ModelRequest = question): Promise<ModelError> => {
      const outcome: unknown = await model.ask(request).catch((error: unknown) => error);
      expect(outcome).toBeInstanceOf(ModelError);
      expect(JSON.stringify(outcome) + String((outcome as Error).stack)).not.toContain(SECRET);
      expect((outcome as ModelError).cause).toBeUndefined();
      return outcome as ModelError;
    };

    it('gives the text with its tokens, its price and its attempts', async () => {
      const meter = new Meter();
      const model = await openModel({ meter });
      server.play({ say: 'It looks like one.' });
      const before = server.seen.length;
      const reply = await model.ask({ ...question, temperature: 0.25, maxOutputTokens: 77 });
      expect(reply).toMatchObject({ kind: 'text', text: 'It looks like one.' });
      expect(reply.spent).toMatchObject({
        usage: { inputTokens: 100, cachedInputTokens: 40, outputTokens: 20 },
        microUsd: 60 * 3 + 40 * 0.3 + 20 * 15,
        attempts: 1,
      });
      expect(meter.total).toMatchObject({ questions: 1, failed: 0, inputTokens: 100, microUsd: 492, unpriced: 0 });
      const [{ headers, body }] = server.seen.slice(before);
      expect(JSON.stringify(headers)).toContain(SECRET);
      const sent = JSON.stringify(body);
      for (const part of ['You judge.', 'Is abc123 a fix?', '0.25', '77']) expect(sent).toContain(part);
      expect(sent).not.toContain(SECRET);
    });

    it('brings text as it comes', async () => {
      const heard: string[] = [];
      server.play({ say: 'word by word' });
      await (await openModel()).ask({ ...question, onText: (text) => heard.push(text) });
      expect(['', 'word by word']).toContain(heard.join(''));
    });

    it('brings what is written into the form, and no inputs of tools', async () => {
      const heard: string[] = [];
      const form = { name: 'judge', description: 'The judgement.', schema: z.object({ vote: z.enum(['yes', 'no']) }) };
      server.play({ say: '', calls: [{ name: 'show_commit', input: { id: 'abc123', lines: 5 } }] });
      server.play({ say: '', calls: [{ name: 'judge', input: { vote: 'yes' } }] });
      const asked = { ...question, tools: [showCommit], answer: form, onText: (text: string) => heard.push(text) };
      const model = await openModel();
      await model.ask(asked);
      expect(heard.join('')).toBe('');
      await model.ask(asked);
      expect(['', '{"vote":"yes"}']).toContain(heard.join('').replaceAll(' ', ''));
    });

    it('lets the model call tools and takes their results back', async () => {
      const model = await openModel();
      server.play({ say: 'Let me look.', calls: [{ name: 'show_commit', input: { id: 'abc123', lines: 5 } }] });
      const asked = { ...question, tools: [showCommit] };
      const first = await model.ask(asked);
      expect(first).toMatchObject({
        kind: 'calls',
        text: 'Let me look.',
        calls: [{ name: 'show_commit', input: { id: 'abc123', lines: 5 } }],
      });
      if (first.kind !== 'calls') return;
      const [{ id, name: tool }] = first.calls;
      server.play({ say: 'It is.' });
      const result = { role: 'tool', callId: id, name: tool, text: 'diff of abc123' } as const;
      const second = await model.ask({ ...asked, messages: [...question.messages, first.message, result] });
      expect(second).toMatchObject({ kind: 'text', text: 'It is.' });
      const sent = JSON.stringify(server.seen.at(-1)?.body);
      for (const part of ['Let me', ' look.', 'show_commit', 'diff of abc123']) expect(sent).toContain(part);
    });

    it('takes a message of another model without what that one added', async () => {
      const model = await openModel();
      server.play({ say: 'fine' });
      const rawCalls = [{ id: 'c1', name: 'show_commit', rawInput: '{"id":"abc"}', problem: undefined }];
      const continuation = { model: 'another', parts: [{ type: 'reasoning', text: 'private thoughts' }] };
      const messages = [
        ...question.messages,
        { role: 'assistant', rawText: 'earlier words', rawCalls, continuation },
        { role: 'tool', callId: 'c1', name: 'show_commit', text: 'result' },
      ] as const;
      await model.ask({ ...question, messages, tools: [showCommit] });
      const sent = JSON.stringify(server.seen.at(-1)?.body);
      expect(sent).toContain('earlier words');
      expect(sent).not.toContain('private thoughts');
    });

    it('holds an answer to its form by a call that the model must make', async () => {
      const model = await openModel();
      server.play({ say: '', calls: [{ name: 'submit_judgement', input: FORM }] });
      const reply = await model.ask({ ...question, answer: judgement });
      expect(reply).toMatchObject({ kind: 'answer', answer: FORM });
      const sent = JSON.stringify(server.seen.at(-1)?.body);
      expect(sent).toContain('submit_judgement');
      expect(sent).toContain('unsure');
    });

    it('takes the form beside other tools when the model gives it', async () => {
      const model = await openModel();
      const asked = { ...question, tools: [showCommit], answer: judgement };
      server.play({ say: '', calls: [{ name: 'show_commit', input: { id: 'ab' } }] });
      expect(await model.ask(asked)).toMatchObject({ kind: 'calls' });
      server.play({ say: '', calls: [{ name: 'submit_judgement', input: FORM }] });
      expect(await model.ask({ ...asked, mustAnswer: true })).toMatchObject({ kind: 'answer', answer: FORM });
    });

    it('takes the form written as text, and nothing that is only like it', async () => {
      const model = await openModel();
      server.play({ say: `\`\`\`json\n${JSON.stringify(FORM)}\n\`\`\`` }, { say: 'The verdict is yes.' });
      expect(await model.ask({ ...question, answer: judgement })).toMatchObject({ kind: 'answer', answer: FORM });
      const failure = await failureOf(model, { ...question, answer: judgement });
      expect(failure).toMatchObject({ code: 'model-malformed', said: { rawText: 'The verdict is yes.' } });
    });

    it.each([
      ['a field that does not fit', { name: 'show_commit', input: { id: 'not hex!' } }],
      ['a field that is missing', { name: 'show_commit', input: {} }],
      ['a tool that does not exist', { name: 'run_shell', input: { command: 'ls' } }],
    ])('gives back a call with %s, with what is wrong', async (_, call) => {
      const model = await openModel();
      server.play({ say: 'hm', calls: [call] });
      const failure = await failureOf(model, { ...question, tools: [showCommit] });
      expect(failure.code).toBe('model-malformed');
      expect(failure.said?.rawText).toBe('hm');
      expect(failure.said?.rawCalls).toMatchObject([{ name: call.name, problem: expect.any(String) as string }]);
      expect(failure.spent).toMatchObject({ usage: { outputTokens: 20 }, microUsd: 492 });
    });

    it.each([
      ['model-empty', { say: '' }],
      ['model-refused', { refuse: 'I cannot help with that.' }],
      ['model-answer-too-long', { say: 'and so on and', cutAtLimit: true }],
    ] as const)('tells %s from an answer, and counts what it took', async (code, turn) => {
      const meter = new Meter();
      const model = await openModel({ meter });
      server.play(turn);
      expect(await failureOf(model)).toMatchObject({ code, spent: { attempts: 1, microUsd: 492 } });
      expect(meter.models.get(model.name)).toMatchObject({ questions: 1, failed: 1, outputTokens: 20 });
    });

    it.each([
      ['model-denied', 401, 'wrong key'],
      ['model-denied', 404, 'no such model'],
      ['model-denied', 307, 'elsewhere'],
      ['model-denied', 429, 'You exceeded your current quota: insufficient_quota'],
      ['model-prompt-too-long', 400, 'prompt is too long: 250000 tokens > 200000 maximum'],
      ['model-prompt-too-long', 413, 'large'],
      ['model-refused', 400, 'rejected by content_filter'],
    ])('says %s at once for status %i (%s)', async (code, status, message) => {
      const model = await openModel();
      const body = JSON.stringify({ type: 'error', error: { type: 'x', code: status, status: 'X', message } });
      server.play({ fault: { status, headers: { location: '/elsewhere' }, body } });
      const before = server.seen.length;
      const failure = await failureOf(model);
      expect(failure).toMatchObject({ code, spent: { attempts: 1 } });
      expect(server.seen.length - before).toBe(1);
    });

    it.each<[string, Fault, RegExp]>([
      ['a web page', { status: 200, headers: { 'content-type': 'text/html; charset=utf-8' }, body: '<html>' }, PAGE],
      ['a redirect', { status: 302, headers: { location: 'https://other.example/in?token=x' }, body: '' }, ELSEWHERE],
    ])('says at once that the address is wrong where it answers with %s', async (_, fault, words) => {
      const model = await openModel();
      server.play({ fault });
      const failure = await failureOf(model);
      expect(failure).toMatchObject({ code: 'model-denied', spent: { attempts: 1 } });
      expect(failure.message).toMatch(words);
      expect(failure.message).not.toContain('token');
    });

    it('waits as Retry-After says, doubles other waits, and asks again', async () => {
      const clock = makeSkippingClock();
      const model = await openModel({ clock });
      const date = new Date(clock.now() + 9000 + 1000 + 30_000).toUTCString();
      server.play(
        { fault: { status: 429, headers: { 'retry-after': '9' } } },
        { fault: { status: 500 } },
        { fault: { status: 529, headers: { 'retry-after': date } } },
        { say: 'at last' },
      );
      expect(await model.ask(question)).toMatchObject({ text: 'at last', spent: { attempts: 4 } });
      expect(clock.waits).toEqual([9000, 1000, 30_000]);
    });

    it('does not come back when the service asks for a longer wait than is allowed', async () => {
      const model = await openModel();
      server.play({ fault: { status: 429, headers: { 'retry-after': '3600' } } });
      const failure = await failureOf(model);
      expect(failure).toMatchObject({ code: 'model-unavailable', spent: { attempts: 1 } });
      expect(failure.message).toContain('3600 s');
    });

    it.each<[string, Fault]>([
      ['model-unavailable', { status: 500, body: `{"error":{"message":"broken ${SECRET}"}}` }],
      ['model-unavailable', 'cut-connection'],
      ['model-unavailable', 'failing-stream'],
    ])('says %s after all attempts at %j', async (code, fault) => {
      const model = await openModel({ retries: 2 });
      server.play({ fault }, { fault }, { fault });
      expect(await failureOf(model)).toMatchObject({ code, spent: { attempts: 3 } });
      expect(server.left).toBe(0);
    });

    it.each(['wrong-shape', 'broken-json'] as const)('takes no answer that is %s for one', async (fault) => {
      const model = await openModel({ retries: 0 });
      server.play({ fault });
      const { code } = await failureOf(model);
      expect(['model-malformed', 'model-unavailable', 'model-empty']).toContain(code);
    });

    it('takes no half of a stream for an answer', async () => {
      const model = await openModel({ retries: 1 });
      server.play({ fault: 'cut-stream' }, { say: 'whole' });
      expect(await model.ask(question)).toMatchObject({ text: 'whole', spent: { attempts: 2 } });
    });

    it('gives up an attempt that hangs, and asks again', async () => {
      const model = await openModel({ clock: { ...systemClock }, timeout: 250, retries: 0 });
      server.play({ fault: 'hang' });
      const failure = await failureOf(model);
      expect(failure).toMatchObject({ code: 'model-unavailable' });
      expect(failure.message).toContain('0.25 s');
    });

    it('stops when it is told to, before and while it waits', async () => {
      const model = await openModel({ clock: systemClock });
      await expect(model.ask({ ...question, signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'stopped' });
      const stop = new AbortController();
      server.play({ fault: 'hang' });
      const asked = model.ask({ ...question, signal: stop.signal });
      setTimeout(() => stop.abort(), 50);
      await expect(asked).rejects.toMatchObject({ code: 'stopped' });
    });

    it('says that nobody is there', async () => {
      const nobody = await startFakeModelServer();
      await nobody.close();
      const model = await openModel({ url: nobody.url, retries: 1 });
      expect(await failureOf(model)).toMatchObject({ code: 'model-unavailable', spent: { attempts: 2 } });
    });

    it('does not ask when there is nothing to ask', async () => {
      const model = await openModel();
      await expect(model.ask({ system: 'x', messages: [] })).rejects.toMatchObject({ code: 'model-question' });
    });
  });
};
