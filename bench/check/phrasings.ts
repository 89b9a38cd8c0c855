/** Ways to state things, with places for what is stated. */
export type Topic =
  | 'id'
  | 'subject'
  | 'message'
  | 'patch'
  | 'line'
  | 'version'
  | 'fixed'
  | 'applies'
  | 'conflicts'
  | 'there'
  | 'missing'
  | 'added'
  | 'files'
  | 'author'
  | 'trailer'
  | 'tag'
  | 'date';

export type Phrasings = Readonly<Record<Topic, readonly string[]>>;

/** Sentences of explanations that state nothing a program can look up. */
export const around: readonly string[] = [
  'This commit should be backported to stable kernel trees for the following reasons:',
  'The fix is minimal and surgical, with low risk of regression.',
  'It does not introduce new features or architectural changes.',
  'The change affects real users and follows the stable rules.',
  'No prerequisites are required, and the affected code path is common.',
  'Small and contained fix, obviously correct.',
];
