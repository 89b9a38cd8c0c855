import { createHash } from 'node:crypto';
import type { Markup } from './html.ts';
import { clip, markup } from './html.ts';

export interface Page {
  readonly title: string;
  readonly style: string;
  /** Undefined for a page that needs none. */
  readonly script: string | undefined;
  readonly body: Markup;
}

/**
 * One file that needs nothing else. The policy lets only the style and the script run whose hashes are named, and nothing is ever fetched,
 * so that text of a commit can do no harm even if an escape were missing.
 */
export function renderPage({ title, style, script, body }: Page): string {
  const policy = [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    `script-src ${script === undefined ? "'none'" : `'${hashOf(script)}'`}`,
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
  const page = markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<meta name="generator" content="autosel">
<title>${clip(title, 120)}</title>
<style>${{ markup: style }}</style>
</head>
<body>
${body}
${script === undefined ? undefined : markup`<script>${{ markup: script }}</script>`}
</body>
</html>
`;
  return page.markup;
}

const hashOf = (text: string): string => `sha256-${createHash('sha256').update(text, 'utf8').digest('base64')}`;
