import type { Affected, Applies, BranchAnswerKind } from '../types.ts';

/** Everything that the answer for one branch hangs on. */
export interface Standing {
  /** `taken back`: the branch had it and reverted it. */
  readonly own: 'absent' | 'present' | 'taken back';
  readonly affected: Affected;
  readonly applies: Applies;
  /** What mainline or what is on its way there does to the commit; the worst of it. What the branch has counts only where it took the commit back. */
  readonly pending: 'revert' | 'fix' | undefined;
  /** Younger than the time that a project lets a commit soak, and in no release. */
  readonly early: boolean;
  /** Picked after others that the branch lacks, it applies. */
  readonly chained: boolean;
  /** It applies, but what it uses is not there. */
  readonly lacking: boolean;
  /** Less its changes to side files it applies. */
  readonly without: boolean;
}

/** One line of the table: the first whose conditions all hold gives the answer. An absent condition holds always. */
interface Line {
  readonly answer: BranchAnswerKind;
  readonly own?: readonly Standing['own'][];
  readonly affected?: readonly Affected[];
  readonly applies?: readonly Applies[];
  readonly pending?: readonly Standing['pending'][];
  readonly early?: boolean;
  readonly chained?: boolean;
  readonly lacking?: boolean;
  readonly without?: boolean;
}

/**
 * From what is known to what to do. What is done comes first, then what must not be done, then what should wait, then what nobody knows,
 * then how it is done.
 */
const TABLE: readonly Line[] = [
  { own: ['present'], answer: 'already there' },
  { own: ['taken back'], pending: ['revert'], answer: 'hold' },
  { own: ['taken back'], answer: 'unknown' },
  { affected: ['not'], answer: 'not affected' },
  { applies: ['already there'], answer: 'already there' },
  { affected: ['out of policy'], answer: 'out of policy' },
  { pending: ['revert', 'fix'], answer: 'hold' },
  { early: true, answer: 'wait' },
  { affected: ['unknown'], answer: 'unknown' },
  { applies: ['clean', 'clean with renames'], lacking: true, answer: 'adapt' },
  { applies: ['clean', 'clean with renames'], chained: true, answer: 'take with prerequisites' },
  { applies: ['conflicts'], without: true, lacking: true, answer: 'adapt' },
  { applies: ['conflicts'], without: true, answer: 'take' },
  { applies: ['conflicts'], chained: true, answer: 'take with prerequisites' },
  { applies: ['conflicts'], answer: 'adapt' },
  { answer: 'take' },
];

export function decideAnswer(standing: Standing): BranchAnswerKind {
  const line = TABLE.find((each) => holds(each, standing));
  if (line === undefined) throw new Error('the last line of the table holds always');
  return line.answer;
}

const holds = (line: Line, standing: Standing): boolean =>
  (line.own?.includes(standing.own) ?? true) &&
  (line.affected?.includes(standing.affected) ?? true) &&
  (line.applies?.includes(standing.applies) ?? true) &&
  (line.pending?.includes(standing.pending) ?? true) &&
  (line.early ?? standing.early) === standing.early &&
  (line.chained ?? standing.chained) === standing.chained &&
  (line.lacking ?? standing.lacking) === standing.lacking &&
  (line.without ?? standing.without) === standing.without;
