/** The organisation as the lines of a file name it. */
import type { Role } from '../../auth/permissions'
import { Name, numberKey } from '../shapes'

/** Someone who is there already. */
export type Known = {
  id: string
  number: string
  name: string
  email: string
  role: Role
  departmentId: string
  cohortId: string | null
  mentorId: string | null
  joinedOn: string
  track: string
  isClosed: boolean
}

type Named = { id: string; zh: string; en: string }
type Department = Named & { parentId: string | null }
export type Mentor = { id: string; name: string; email: string; number: string | null }
export type Organisation = {
  /** By personnel number, as `numberKey` gives it. */
  people: Map<string, Known>
  /** id → personnel number: told where somebody's address is in the way. */
  owners: Map<string, string>
  /** Of everybody who has an account: address → id. */
  emails: Map<string, string>
  departments: Department[]
  cohorts: Named[]
  tracks: Named[]
  mentors: Mentor[]
  /** What an id of a department, cohort or mentor is called. */
  names: Map<string, string>
}

export type Found = { id: string; name: string }
/** A department to be made; its id is `new:` and the way to it, until it has one. */
export type NewDepartment = { id: string; parentId: string | null; name: string; way: string }

const key = (text: string): string => text.normalize('NFKC').trim().toLowerCase()

/** Finds by name; what is asked for twice is looked for once. */
export class Directory {
  readonly #organisation: Organisation
  readonly #departments: Department[]
  readonly #byId: Map<string, Department>
  readonly #ways = new Map<string, Found | 'no-department' | 'which-department'>()
  readonly #mentors = new Map<string, Mentor[]>()
  readonly missing = new Map<string, NewDepartment>()

  constructor(organisation: Organisation) {
    this.#organisation = organisation
    this.#departments = [...organisation.departments]
    this.#byId = new Map(this.#departments.map((one) => [one.id, one]))
    for (const mentor of organisation.mentors) this.addMentor(mentor)
  }

  /** By its name in either language, or by the whole way to it: `研发部/算法部`. */
  department(text: string): Found | 'no-department' | 'which-department' {
    const known = this.#ways.get(text)
    if (known) return known
    const steps = stepsOf(text)
    const found = this.#departments.filter((department) => {
      let at: Department | undefined = department
      for (const step of steps.toReversed()) {
        if (!at || !isCalled(at, step)) return false
        at = at.parentId === null ? undefined : this.#byId.get(at.parentId)
      }
      // A way of several steps begins at the top.
      return steps.length === 1 || at === undefined
    })
    const result =
      found.length > 1
        ? 'which-department'
        : found[0]
          ? { id: found[0].id, name: this.#nameOf(found[0].id) ?? text }
          : 'no-department'
    this.#ways.set(text, result)
    return result
  }

  /** The department of this name or way once it is made, with those above it; undefined where the name cannot stand. */
  departmentToMake(text: string): Found | undefined {
    const steps = stepsOf(text)
    if (steps.length === 0 || steps.length > 8 || steps.some((step) => !Name.safeParse(step).success))
      return undefined
    let parentId: string | null = null
    let way = ''
    for (const step of steps) {
      way = way === '' ? step : `${way}/${step}`
      const here: Department | undefined = this.#departments.find(
        (one) => one.parentId === parentId && isCalled(one, step),
      )
      const id: string = here?.id ?? `new:${key(way)}`
      if (!here && !this.missing.has(id)) this.missing.set(id, { id, parentId, name: step, way })
      parentId = id
    }
    return { id: parentId!, name: way }
  }

  /** Null for an empty cell. */
  cohort(text: string): Found | null | 'no-cohort' | 'which-cohort' {
    if (text === '') return null
    const found = this.#organisation.cohorts.filter((one) => isCalled(one, text))
    if (found.length > 1) return 'which-cohort'
    return found[0] ? { id: found[0].id, name: this.#nameOf(found[0].id) ?? text } : 'no-cohort'
  }

  /** By its id or its name in either language; null for an empty cell. */
  track(text: string): Found | null | 'no-track' {
    if (text === '') return null
    const found = this.#organisation.tracks.find((one) => key(one.id) === key(text) || isCalled(one, text))
    return found ? { id: found.id, name: found.zh } : 'no-track'
  }

  /** By e-mail address or personnel number, or by a name that only one mentor has; null for an empty cell. */
  mentor(text: string): Found | null | 'no-mentor' | 'which-mentor' {
    if (text === '') return null
    const found = this.#mentors.get(key(text)) ?? []
    if (found.length > 1) return 'which-mentor'
    return found[0] ? { id: found[0].id, name: found[0].name } : 'no-mentor'
  }

  addMentor(mentor: Mentor): void {
    const { name, email, number } = mentor
    for (const word of new Set([key(name), key(email), number === null ? '' : numberKey(number)])) {
      if (word !== '') this.#mentors.set(word, [...(this.#mentors.get(word) ?? []), mentor])
    }
  }

  removeMentor(id: string): void {
    for (const [word, mentors] of this.#mentors)
      this.#mentors.set(
        word,
        mentors.filter((one) => one.id !== id),
      )
  }

  #nameOf(id: string): string | undefined {
    return this.#organisation.names.get(id)
  }
}

const isCalled = (one: Named, name: string): boolean => key(one.zh) === key(name) || key(one.en) === key(name)

/** Of a way as HR systems write it: `研发部/算法部`, `研发部 > 算法部`, `研发部\算法部`. */
const stepsOf = (text: string): string[] =>
  text
    .split(/[/／\\>＞→]/u)
    .map((step) => step.trim())
    .filter((step) => step !== '')
