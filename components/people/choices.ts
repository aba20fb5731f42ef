/** What a form may choose from, in the reader's language. */
export type Option = { id: string; name: string; depth?: number }
export type PlaceOptions = { departments: Option[]; cohorts: Option[]; mentors: Option[] }

type Choices = {
  departments: { id: string; zh: string; en: string; depth: number }[]
  cohorts: { id: string; zh: string; en: string }[]
  mentors: Option[]
}

export function placeOptions(choices: Choices, locale: 'zh' | 'en'): PlaceOptions {
  return {
    departments: choices.departments.map((one) => ({ id: one.id, name: one[locale], depth: one.depth })),
    cohorts: choices.cohorts.map((one) => ({ id: one.id, name: one[locale] })),
    mentors: choices.mentors,
  }
}

/** A department's name, moved in by how deep it lies. */
export const indented = ({ name, depth = 0 }: Option): string => '\u3000'.repeat(depth) + name
