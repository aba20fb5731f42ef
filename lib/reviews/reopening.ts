/** Who may take a decision back. */

/** Days in which a mentor may take back a decision of their own; after that it takes a second person. */
export const OWN_DAYS = 14

/** Asked of mentors who may see the work at all (`isMine`). */
export const mayReopen = (
  { decidedBy, decidedAt }: { decidedBy: string | null; decidedAt: Date },
  viewer: string,
  now: Date,
): boolean => decidedBy !== viewer || now.getTime() - decidedAt.getTime() <= OWN_DAYS * 86_400_000
