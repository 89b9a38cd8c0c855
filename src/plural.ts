/** `1 line`, `2 lines`; `many` where an s behind the word is not enough. */
export const plural = (n: number, one: string, many = `${one}s`): string => `${n} ${nounFor(n, one, many)}`;

/** The word alone: for a number that is written in another way, and for verbs. */
export const nounFor = (n: number, one: string, many = `${one}s`): string => (n === 1 ? one : many);
