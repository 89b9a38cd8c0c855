/** Who a mail is from until a person has said who they are. */
export const NOBODY = { name: 'autosel', email: 'autosel@localhost' } as const;
