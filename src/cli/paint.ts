import picocolors from 'picocolors';

/** Colours by meaning. */
export interface Paint {
  readonly strong: (text: string) => string;
  readonly faint: (text: string) => string;
  readonly id: (text: string) => string;
  readonly good: (text: string) => string;
  readonly bad: (text: string) => string;
}

export function paintWith(colour: boolean): Paint {
  const colours = picocolors.createColors(colour);
  return {
    strong: colours.bold,
    faint: colours.dim,
    id: colours.yellow,
    good: colours.green,
    bad: colours.red,
  };
}
