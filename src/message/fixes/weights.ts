/**
 * Logistic regression over Fixes lines of the older halves of DPDK and Xen; tested on the newer ones (bench/message.md).
 * In this order: share of the lines taken away, of those beside what comes in, of the mended functions' beginnings; no line is taken
 * away; share of all weight, the largest, its lead over the next, the only one; how new among them; same prefix, shared words of the
 * subjects, of its subject with the text; it adds, it only tidies, it mends; share of the files; how many they are, how many lines; the text names it; days between; words and builds alone.
 */
export const WEIGHTS = {
  base: -2.34,
  of: [
    1.666, 1.263, 0.281, 0.46, 2.03, -0.407, 0.514, -0.343, 0.419, -0.099, 1.405, 0.427, 0.548, -0.262, 0.085, -0.142,
    0.011, -0.056, 3.639, -0.194, -0.107,
  ],
};
