import type { Review, ReviewStanding } from '../history/index.ts';
import type { ModeAnswer } from './modes.ts';

/** Why something does not leave: for good, or until somebody says more. */
export interface Refusal {
  readonly kind: 'left out' | 'held';
  readonly why: string;
}

/** Undefined where nobody dropped it or asked to wait. */
export function refusedByPeople({ kind, because }: ReviewStanding): Refusal | undefined {
  if (because === undefined || kind === 'accepted' || kind === 'open') return undefined;
  const words = because.reason === '' ? '' : `: "${because.reason}"`;
  return kind === 'dropped'
    ? { kind: 'left out', why: `dropped by ${nameOf(because)}${words}` }
    : {
        kind: 'held',
        why: `${nameOf(because)} ${because.answer === 'also' ? 'wants it with others' : 'asks to wait'}${words}`,
      };
}

/** Undefined where the subsystem wants proposals, in whatever form. */
export function refusedByMode({ mode, subsystem }: ModeAnswer): Refusal | undefined {
  const name = subsystem?.name ?? '';
  switch (mode) {
    case 'opt-out':
      return { kind: 'left out', why: `${name} gets no proposals (opt-out)` };
    case 'opt-in':
      return { kind: 'left out', why: `${name} gets proposals only for authors who opted in` };
    case 'only-failures':
      return { kind: 'left out', why: `${name} hears only of tagged commits that do not apply` };
    default:
      return undefined;
  }
}

export interface ConsentQuestion {
  readonly standing: ReviewStanding;
  readonly mode: ModeAnswer;
  /** True: the person takes what nobody has dropped as accepted. */
  readonly yes: boolean;
}

/** Why a branch does not get a proposal; undefined when it does. Silence and `--yes` are no Acked-by. */
export function refuseForBranch({ standing, mode, yes }: ConsentQuestion): Refusal | undefined {
  const refused = refusedByPeople(standing);
  if (refused !== undefined || standing.kind === 'accepted') return refused;
  const refusedHere = refusedByMode(mode);
  if (refusedHere !== undefined) return refusedHere;
  if (mode.mode === 'ack-required')
    return { kind: 'held', why: `${mode.subsystem?.name ?? ''} wants an Acked-by first (ack-required)` };
  return yes ? undefined : { kind: 'held', why: NOT_ACCEPTED };
}

export const NOT_ACCEPTED = 'nobody has accepted it: autosel review, autosel feedback, or --yes';

const nameOf = ({ by }: Review): string => by.name || by.email;
