import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parseConfig } from './config-file.ts';
import { DEFAULT_PANEL } from './config-panel.ts';
import { renderConfig } from './config-text.ts';
import { DEFAULT_CONFIG, loadConfig, parseIgnoreList, saveConfig } from './config.ts';

const whole = `
mainline = "master"
stable = ["linux-6.*.y"]
ignore = ["fs/xfs"]
authors = ["someone@example.org"]
inbox = ["mail/lists"]
incoming = ["origin/next-*"]
[embedder]
kind = "openai-compatible"
url = "http://localhost:11434/v1"
model = "nomic"
key_env = "MY_KEY"
[select]
threshold = 0.3
onto = ["linux-6.1.y"]
soak_days = 7
side_files = ["doc/changes/"]
[[branches]]
name = "linux-5.*.y"
soak_days = 21
[cve]
records = "vulns"
[mail]
from = "A Person <a@example.org>"
to = ["list@example.org"]
reference = "cherry-picked"
opt_out = "stable+noautosel@example.org"

[smtp]
host = "mail.example.org"
user = "me"
password_env = "SMTP_PASSWORD"
per_minute = 30
[imap]
host = "imap.example.org"
password_command = ["pass", "show", "imap"]
[[subsystems]]
name = "xfs"
paths = ["fs/xfs/"]
mode = "ack-required"
`;

describe('parseConfig', () => {
  it('reads every key', () => {
    expect(parseConfig(whole, 'f.toml')).toEqual({
      file: 'f.toml',
      mainline: 'master',
      stable: ['linux-6.*.y'],
      ignore: ['fs/xfs'],
      ignoreFile: undefined,
      authors: ['someone@example.org'],
      inbox: ['mail/lists'],
      incoming: ['origin/next-*'],
      embedder: {
        kind: 'openai-compatible',
        url: 'http://localhost:11434/v1',
        model: 'nomic',
        keyEnv: 'MY_KEY',
      },
      select: { threshold: 0.3, max: undefined, onto: ['linux-6.1.y'], soakDays: 7, sideFiles: ['doc/changes/'] },
      branches: [{ name: 'linux-5.*.y', soakDays: 21 }],
      cve: { records: 'vulns' },
      mail: {
        from: 'A Person <a@example.org>',
        to: ['list@example.org'],
        cc: [],
        reference: 'cherry-picked',
        optOut: 'stable+noautosel@example.org',
      },
      smtp: {
        host: 'mail.example.org',
        port: 587,
        security: 'starttls',
        user: 'me',
        password: { env: 'SMTP_PASSWORD' },
        perMinute: 30,
      },
      imap: {
        host: 'imap.example.org',
        port: 993,
        security: 'tls',
        user: undefined,
        password: { command: ['pass', 'show', 'imap'] },
        folder: 'INBOX',
      },
      subsystems: [{ name: 'xfs', paths: ['fs/xfs/'], mode: 'ack-required', authors: [], digestTo: [] }],
      panel: DEFAULT_PANEL,
    });
  });

  it.each([
    ['mainlin = "x"', 'f.toml: there is no key "mainlin"; did you mean "mainline"?'],
    ['[select]\nmaks = 3', 'f.toml: there is no key "select.maks"; did you mean "max"?'],
    ['[mail]\nsubject = "x"', 'f.toml: there is no key "mail.subject"; known keys: from, to, cc, reference, opt_out'],
    ['stable = "x"', 'f.toml: stable: write a list in brackets'],
    ['[select]\nsoak_days = -1', 'f.toml: select.soak_days: write a number of at least 0'],
    [
      '[[branches]]\nname = "a"\nsoak_days = 1\nsoak_day = 1',
      'f.toml: there is no key "branches[0].soak_day"; did you mean "soak_days"?',
    ],
    ['[smtp]\nhost = "h"\npassword = "secret"', /^f\.toml: there is no key "smtp\.password".*password_env/],
    ['[[branches]]\nsoak_days = 1', 'f.toml: branches[0].name: it is missing: write text in quotes'],
    ['[select]\nthreshold = 2', 'f.toml: select.threshold: write a number of less than 1'],
    [
      '[[members]]\nname = "m"\nmodel = "x"\nrole = "judge"',
      'f.toml: members[0].role: write one of "analyst", "sceptic", "security", "domain", "referee"',
    ],
    ['[panel]\nrecal = 0.5\nquorum = 0', 'f.toml: there is no key "panel.recal"; did you mean "recall"?'],
    ['[panel]\nquorum = "two"', 'f.toml: panel.quorum: write a number'],
    ['[select]\nthreshold = 0.2\nmax = 4', 'f.toml: select: set threshold or max, not both'],
    [
      '[embedder]\nkind = "openai-compatible"\nurl = "http://x/v1"\nmodel = "m"\nkey_env = "sk-123"',
      'f.toml: embedder.key_env: must be the name of an environment variable, not the key itself',
    ],
  ])('refuses %j in one line', (text, message) => {
    const wanted = typeof message === 'string' ? message : (expect.stringMatching(message) as string);
    expect(() => parseConfig(text, 'f.toml')).toThrow(expect.objectContaining({ message: wanted, name: 'UsageError' }));
  });

  it('names the kinds of embedder that there are', () => {
    const wrong = '[embedder]\nkind = "magic"';
    expect(() => parseConfig(wrong, 'f.toml')).toThrow(/embedder\.kind.*learned.*onnx/);
  });

  it('says where text is not TOML', () => {
    expect(() => parseConfig('a = 1\nb = = 2', 'f.toml')).toThrow(/^f\.toml:2:5: /);
  });
});

describe('loadConfig', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'autosel-config-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  const places = (named?: string) => ({ named, workTree: folder, storeFolder: path.join(folder, 'store') });

  it('uses the built-in choices where there is no file', async () => {
    expect(await loadConfig(places())).toEqual(DEFAULT_CONFIG);
  });

  it('reads the work tree file and the ignore file that it names', async () => {
    await writeFile(path.join(folder, 'list'), '# comment\nfs/xfs\n\ndrivers/staging/\n');
    await writeFile(path.join(folder, 'autosel.toml'), 'ignore = ["a"]\nignore_file = "list"');
    expect((await loadConfig(places())).ignore).toEqual(['a', 'fs/xfs', 'drivers/staging/']);
  });

  it('lets a named file win and wants it to exist', async () => {
    await writeFile(path.join(folder, 'autosel.toml'), 'mainline = "a"');
    await writeFile(path.join(folder, 'other.toml'), 'mainline = "b"');
    expect((await loadConfig(places(path.join(folder, 'other.toml')))).mainline).toBe('b');
    await expect(loadConfig(places(path.join(folder, 'none.toml')))).rejects.toThrow(
      /cannot read the config file .*none\.toml: it does not exist/,
    );
  });

  it('looks for model files and programs beside the file that names them, for bare programs on PATH', async () => {
    const tables = [
      'kind = "gguf"\nmodel = "m.gguf"',
      'kind = "exec"\ncommand = ["./ask", "./x"]',
      'kind = "exec"\ncommand = ["llm"]',
    ];
    await writeFile(path.join(folder, 'own.toml'), tables.map((table) => `[[models]]\n${table}\n`).join(''));
    const { panel } = await loadConfig(places(path.join(folder, 'own.toml')));
    expect(panel.models).toEqual([
      { kind: 'gguf', model: path.join(folder, 'm.gguf') },
      { kind: 'exec', command: [path.join(folder, 'ask'), './x'] },
      { kind: 'exec', command: ['llm'] },
    ]);
  });

  it.each(['[[models]]\nname = "m"\nkind = "exec"\ncommand = ["sh"]', '[panel]\nguidance = "here"'])(
    'does not let a file that came with the repository ask models: %j',
    async (text) => {
      await writeFile(path.join(folder, 'autosel.toml'), text);
      await expect(loadConfig(places())).rejects.toMatchObject({ code: 'config-untrusted-models' });
      expect((await loadConfig(places(path.join(folder, 'autosel.toml')))).file).toContain('autosel.toml');
    },
  );

  it.each([
    '[embedder]\nkind = "onnx"\nmodel = "x"',
    '[smtp]\nhost = "mail.example.org"',
    '[imap]\nhost = "mail.example.org"',
  ])('does not let a file that came with the repository reach out: %j', async (text) => {
    await writeFile(path.join(folder, 'autosel.toml'), text);
    await expect(loadConfig(places())).rejects.toThrow(/only allowed in a file named by --config/);
  });
});

describe('the folder of CVEs in a config', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'autosel-config-'));
  });
  afterEach(() => rm(folder, { recursive: true }));
  const load = (named?: string) => loadConfig({ named, workTree: folder, storeFolder: undefined });
  const write = (name: string, text: string) => writeFile(path.join(folder, name), text);

  it('lies beside the file, and so does a template that is not one of ours', async () => {
    await write('autosel.toml', '[cve]\nfolder = "vulns"\ntemplate = "own.toml"');
    expect((await load()).cve).toEqual({
      records: undefined,
      folder: path.join(folder, 'vulns'),
      template: path.join(folder, 'own.toml'),
    });
    await write('autosel.toml', '[cve]\ntemplate = "xen"');
    expect((await load()).cve.template).toBe('xen');
  });

  it.each(['folder = "../vulns"', 'folder = "a/../../vulns"', 'folder = "/srv/vulns"', 'template = "../own.toml"'])(
    'lies nowhere else where the file came with the repository: %s',
    async (line) => {
      await write('autosel.toml', `[cve]\n${line}`);
      await expect(load()).rejects.toMatchObject({ code: 'config-untrusted-cve' });
      expect((await load(path.join(folder, 'autosel.toml'))).file).toContain('autosel.toml');
    },
  );
});

describe('parseIgnoreList', () => {
  it('leaves comments and empty lines out', () => {
    expect(parseIgnoreList('# a\n\n fs/xfs \nb/*\n')).toEqual(['fs/xfs', 'b/*']);
  });
});

describe('renderConfig', () => {
  it('writes what parseConfig reads back', () => {
    const found = { mainline: 'ma"in', stable: ['a-1.x', 'b\\'] };
    expect(parseConfig(renderConfig(found), 'f')).toMatchObject(found);
    expect(parseConfig(renderConfig({ mainline: undefined, stable: [] }), 'f')).toEqual({
      ...DEFAULT_CONFIG,
      file: 'f',
      ignoreFile: undefined,
    });
  });

  it('names only keys that there are', () => {
    const every = renderConfig({ mainline: 'm', stable: ['s'] })
      .replaceAll(/^# (?=\w+ = |\[)/gm, '')
      .replace(/^max = .*$/m, '');
    expect(() => parseConfig(every, 'f')).not.toThrow();
  });
});

describe('saveConfig', () => {
  it('replaces a config only when told to', async () => {
    const folder = await mkdtemp(path.join(tmpdir(), 'autosel-config-'));
    const place = { folder, here: true, replace: false };
    const found = { mainline: 'main', stable: undefined };
    expect(await saveConfig(found, place)).toBe(path.join(folder, 'autosel.toml'));
    await expect(saveConfig(found, place)).rejects.toThrow(/exists already.*--force/);
    expect(await saveConfig(found, { ...place, replace: true })).toBe(path.join(folder, 'autosel.toml'));
    await rm(folder, { recursive: true });
  });
});
