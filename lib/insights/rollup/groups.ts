/** The groups that a person belongs to: every choice of a department above them, their cohort and their track. */
export type Group = { department: string | null; cohort: string | null; track: string | null }
export type Member = { path: readonly string[]; cohort: string | null; track: string }

/** A group by name: what the keys of maps are made of. */
export const groupName = ({ department, cohort, track }: Group): string =>
  `${department ?? ''}|${cohort ?? ''}|${track ?? ''}`

export function groupsOf({ path, cohort, track }: Member): Group[] {
  const cohorts = cohort === null ? [null] : [null, cohort]
  return [null, ...path].flatMap((department) =>
    cohorts.flatMap((one) => [null, track].map((way) => ({ department, cohort: one, track: way }))),
  )
}
