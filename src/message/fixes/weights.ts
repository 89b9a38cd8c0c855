/**
 * Logistic regression over Fixes lines of the older halves of DPDK and Xen; tested on the newer ones (bench/message.md).
 * In this order: share of the lines taken away, of those beside what comes in, of the mended functions' beginnings; no line is taken
 * away; share of all weight, the largest, its lead over the next, the only one; how new among them; same prefix, shared words of the
 * subjects, of its subject with the text; it adds, it only tidies, it mends; share of the files; how many they are, how many lines; the text names it; days between; words and builds alone; share of the
 * names in the message, in the lines that come in and in those that go that it brought in, and how many of the message.
 */
export const WEIGHTS = {
  base: -1.515,
  of: [
    0.714, 0.524, -0.22, -0.04, 1.025, 0.295, 0.923, -0.169, 0.308, 0.004, 0.949, 0.097, 0.427, 0.028, -0.023, -0.027,
    -0.17, -0.086, 3.604, -0.186, 0.276, 1.43, 0.227, 0.763, 0.073,
  ],
};
