/** What somebody wants to become of a proposal. `also`: it only with other commits; `question`: nothing is said either way. */
export type ReviewAnswer = 'accept' | 'drop' | 'wait' | 'also' | 'question';

/** Why somebody does not want a proposal, or not yet. */
export type ReviewGround =
  | 'not affected'
  | 'no fix'
  | 'regression'
  | 'feature'
  | 'prerequisites'
  | 'preparation'
  | 'minor'
  | 'early'
  | 'bad port';

/** What one person said about one proposal, once. Reviews are only ever added. */
export interface Review {
  /** 16 hex digits of a hash over where it came from: the same mail read twice is the same review. */
  readonly id: string;
  /** The mainline commit that was proposed, all digits. */
  readonly commit: string;
  /** Stable branches it is about; empty: all of them. */
  readonly branches: readonly string[];
  readonly answer: ReviewAnswer;
  /** In the person's own words; '' when none were given. */
  readonly reason: string;
  /** Of a drop or a wait, as far as rules tell; undefined: no reason was told. */
  readonly ground: ReviewGround | undefined;
  /** Other commits that are named with it, as written. */
  readonly also: readonly string[];
  readonly by: { readonly name: string; readonly email: string };
  /** `person`: said to this program; `rules` and `model`: read from a mail. */
  readonly how: 'person' | 'rules' | 'model';
  /** Why the word of this person decides; undefined: it is shown and decides nothing. */
  readonly authority: string | undefined;
  /** Message-Id of the mail, or where else it was said. */
  readonly source: string;
  /** Seconds since 1970: when it was said. */
  readonly at: number;
}

/** What holds for a proposal after all that was said. */
export interface ReviewStanding {
  readonly kind: 'accepted' | 'dropped' | 'waiting' | 'open';
  /** The review that decides; undefined for `open`. */
  readonly because: Review | undefined;
}

/** What people decided about a commit by their words, before any branch did. */
export interface ReviewedDecision {
  readonly kind: 'yes' | 'no';
  readonly how: 'reviewed';
  /** Seconds since 1970. */
  readonly knownSince: number;
  readonly review: Review;
}
