/**
 * What two hundred people did in the lessons: sessions on working days, runs, mistakes, submissions. Pure and seeded.
 * A person works through the lessons in order and begins the next only when the last is verified.
 */
import type { CheckKind, CheckSpec } from '../curriculum/checks'
import type { Lesson } from '../curriculum/lesson'
import type { Curve } from '../progress/events'
import type { Folded } from '../progress/mastery'
import { dayOf, HALF_DAYS, isWeekday, timeOf } from './calendar'
import { trainingCurve } from './curve'
import { type DemoCell, type Failure, makeMistake, trains } from './mistakes'
import type { DemoPerson } from './people'
import { COHORTS } from './organisation'
import type { Random } from './random'

export type DemoLesson = { lesson: Lesson; cells: DemoCell[] }

export type DemoSubmission = {
  id: string
  lesson: string
  check: string
  kind: CheckKind
  version: number
  verdict: 'verified' | 'refused'
  score: number
  code: Record<string, string>
  curve: Curve | null
  backend: 'webgpu' | 'wasm' | null
  at: Date
}

export type DemoSource = { lesson: string; cell: string; revision: number; source: string; at: Date }
export type DemoHistory = { events: Folded[]; submissions: DemoSubmission[]; sources: DemoSource[] }

/** How it ends: verified, working on it now, left it weeks ago, fails again and again, or never began. */
type Ending = 'verified' | 'working' | 'left' | 'struggling' | 'absent'

/** Report of one person. Nothing in it is later than `now`. */
export function tellHistory(
  person: DemoPerson,
  lessons: readonly DemoLesson[],
  now: Date,
  chance: Random,
): DemoHistory {
  const history: DemoHistory = { events: [], submissions: [], sources: [] }
  const begin = COHORTS.find((cohort) => cohort.key === person.cohort)!.startsDaysAgo
  const wait = person.verified === undefined ? Math.floor((begin - 4) * chance.next() ** 1.4) : 2
  let day = dayOf(now) - begin + wait
  for (const [index, lesson] of lessons.entries()) {
    const ending = drawEnding(person, index, lessons.length, chance)
    if (ending === 'absent') break
    // Whoever left did so at least three weeks ago; whoever works on it or struggles was here in the last days.
    const last =
      dayOf(now) - (ending === 'left' ? chance.int(21, 40) : ending === 'verified' ? 0 : chance.int(1, 6))
    const long = lesson.lesson.minutes > 30
    const sessions = ending !== 'verified' ? chance.int(1, 3) : long ? chance.int(2, 4) : chance.int(1, 2)
    if (ending === 'working' || ending === 'struggling') day = Math.max(day, last - chance.int(3, 12))
    // Nobody hurries because the calendar ends: who has come to today is between two lessons.
    if (ending === 'verified' && index > 0 && day > last - sessions * 2) break
    day = Math.min(day, last - sessions * 2)
    const days = workdays(day, sessions, last, chance)
    if (days.length === 0) break
    new LessonStory(lesson, person, history, now, chance).tell(ending, days)
    if (ending !== 'verified') break
    day = days.at(-1)! + chance.int(1, long ? 5 : 2)
  }
  return history
}

/**
 * How a cohort fares: who begins at all, who would finish every lesson, and how the others leave off (the rest of
 * them struggles). Spread evenly over the lessons, so that a longer course loses as many as a shorter one.
 */
const FORTUNES = {
  spring: { begin: 0.91, goOn: 0.88, finish: 0.6, working: 0.41, left: 0.36 },
  autumn: { begin: 0.76, goOn: 0.88, finish: 0.3, working: 0.59, left: 0.22 },
} as const

function drawEnding(person: DemoPerson, index: number, lessons: number, chance: Random): Ending {
  if (person.verified !== undefined)
    return index < person.verified ? 'verified' : index === person.verified ? 'working' : 'absent'
  if (person.status === 'inactive') return chance.chance(0.5) ? 'left' : 'absent'
  const { begin, goOn, finish, working, left } = FORTUNES[person.cohort]
  if (!chance.chance(index === 0 ? begin : goOn ** (1 / Math.max(1, lessons - 1)))) return 'absent'
  if (chance.chance(finish ** (1 / lessons))) return 'verified'
  const rest = chance.next()
  return rest < working ? 'working' : rest < working + left ? 'left' : 'struggling'
}

/** Up to `count` working days from `from` to `last`, each a little after the one before. */
function workdays(from: number, count: number, last: number, chance: Random): number[] {
  const days: number[] = []
  for (let day = from; day <= last && days.length < count; day += chance.int(1, 3)) {
    while (!isWeekday(day)) day++
    if (day <= last) days.push(day)
  }
  return days
}

/** How often the first try at a check fails, from 0.1 to 0.65: some are hard and some easy, the same in every demo. */
function hardness(lesson: string, check: string): number {
  let sum = 0
  for (const letter of `${lesson}/${check}`) sum = (sum * 31 + letter.codePointAt(0)!) % 1_009
  return 0.1 + (0.55 * sum) / 1_009
}

/** The score that passes; what a person decides on has none. */
const passOf = (check: CheckSpec) => ('pass' in check ? check.pass : 1)

/** Distributes `Omit` over a union, so that each member keeps its own fields. */
type Told = Folded extends infer One
  ? One extends Folded
    ? Omit<One, 'id' | 'lesson' | 'at' | 'time' | 'received'>
    : never
  : never

class LessonStory {
  private clock = new Date(0)
  private readonly written = new Map<string, { revision: number; source: string }>()
  private readonly score: number
  /** Minutes this person takes for a cell. */
  private readonly pace: number

  constructor(
    private readonly demo: DemoLesson,
    private readonly person: DemoPerson,
    private readonly history: DemoHistory,
    private readonly now: Date,
    private readonly chance: Random,
  ) {
    this.pace = (demo.lesson.minutes / Math.max(1, demo.cells.length)) * Math.exp(chance.normal(-0.25, 0.3))
    const model = demo.lesson.checks.find((check) => check.kind === 'model')
    const pass = model?.pass ?? 0.97
    // As far above the bar as this person is able, on the way from the bar to 1.
    const able = Math.min(0.36, Math.max(0.01, chance.normal(0.16, 0.08)))
    this.score = Math.round((pass + able * (1 - pass)) * 10_000) / 10_000
  }

  tell(ending: Ending, days: readonly number[]): void {
    const { cells } = this.demo
    // The first sessions reach a part of the cells, the last one the end, where there is an end.
    const reach = ending === 'working' ? this.chance.int(1, Math.max(1, cells.length - 1)) : cells.length
    for (const [index, day] of days.entries()) {
      const part = Math.max(1, Math.ceil((reach * (index + 1)) / days.length))
      if (!this.openSession(day)) return
      const from = Math.floor((reach * index) / days.length)
      for (let cell = from; cell < Math.min(part, cells.length); cell++) this.workOn(cell)
      const final = index === days.length - 1
      if (final && ending === 'struggling') this.fail(this.chance.int(5, 9))
      if (final && ending === 'left' && this.chance.chance(0.5)) this.fail(this.chance.int(1, 3))
      if (final && (ending === 'left' || ending === 'struggling')) this.submitInVain()
      if (final && ending === 'verified') this.submitUntilVerified()
    }
  }

  /** @returns false when the session would lie in the future */
  private openSession(day: number): boolean {
    const half = this.chance.pick(HALF_DAYS)
    const start = timeOf(day, half.from + this.chance.next() * (half.to - half.from - 60))
    if (start <= this.clock || start.getTime() + 3 * 3_600_000 > this.now.getTime()) return false
    this.clock = start
    this.record({ type: 'lesson.opened' })
    return true
  }

  /** Reads, tries, now and then fails, and goes on when it runs. */
  private workOn(index: number): void {
    const { cells } = this.demo
    const cell = cells[index]!
    this.pass(Math.max(1, Math.round(this.pace * this.chance.normal(1, 0.3))))
    if (this.chance.chance(0.35)) {
      const failure = makeMistake(cells, index + 1, this.chance)
      if (failure) for (let times = this.chance.int(1, 2); times > 0; times--) this.runWrong(failure)
    }
    for (const earlier of cells.slice(0, index + 1)) this.write(earlier.id, earlier.solution)
    this.runRight(cell)
  }

  private fail(times: number): void {
    const { cells } = this.demo
    const failure = makeMistake(cells, cells.length, this.chance)
    if (!failure) return
    for (; times > 0; times--) {
      this.pass(this.chance.int(1, 4))
      this.runWrong(failure)
    }
  }

  /** Half of those who leave off have tried the first check that is hard for them, and never passed it. */
  private submitInVain(): void {
    const check = this.demo.lesson.checks.find(({ kind }) => kind !== 'review')
    if (!check || this.chance.chance(0.5)) return
    for (let refused = this.chance.int(1, 3); refused > 0; refused--) {
      this.pass(this.chance.int(3, 8))
      this.submit(check, 'refused', this.below(check))
    }
  }

  /** A score that does not pass. */
  private below(check: CheckSpec): number {
    const pass = passOf(check)
    if (check.kind !== 'model') return pass / 2
    return Math.round((pass - 0.002 - this.chance.next() * 0.02) * 10_000) / 10_000
  }

  private submitUntilVerified(): void {
    for (const check of this.demo.lesson.checks) {
      const pass = passOf(check)
      for (
        let refused = this.chance.chance(hardness(this.demo.lesson.id, check.id)) ? this.chance.int(1, 2) : 0;
        refused > 0;
        refused--
      ) {
        this.pass(this.chance.int(3, 8))
        this.submit(check, 'refused', this.below(check))
      }
      this.pass(this.chance.int(2, 6))
      for (const cell of this.demo.cells) this.runRight(cell)
      this.submit(check, 'verified', check.kind === 'model' ? Math.max(this.score, pass) : 1)
    }
  }

  private submit({ id, kind }: CheckSpec, verdict: DemoSubmission['verdict'], score: number): void {
    this.tick(20)
    this.history.submissions.push({
      id: this.chance.uuid(this.clock),
      lesson: this.demo.lesson.id,
      check: id,
      kind,
      version: this.demo.lesson.version,
      verdict,
      score,
      code:
        kind === 'quiz' ? {} : Object.fromEntries(this.demo.cells.map((cell) => [cell.id, cell.solution])),
      curve: kind === 'model' ? trainingCurve(score, this.chance) : null,
      backend: kind === 'quiz' ? null : this.person.number.endsWith('3') ? 'wasm' : 'webgpu',
      at: this.clock,
    })
  }

  private runRight(cell: DemoCell): void {
    this.write(cell.id, cell.solution)
    const ms = trains(cell) ? this.chance.int(38_000, 140_000) : this.chance.int(40, 2_600)
    this.tick(ms / 1000)
    const stopped = this.chance.chance(0.02)
    this.record({ type: 'cell.ran', cell: cell.id, outcome: stopped ? 'stopped' : 'done', ms })
    if (!stopped) for (const check of cell.checks) this.record({ type: 'check.passed', check })
    if (trains(cell)) {
      this.record({ type: 'training.finished', cell: cell.id, curve: trainingCurve(this.score, this.chance) })
    }
  }

  private runWrong({ cell, error, code }: Failure): void {
    for (const [id, source] of Object.entries(code)) this.write(id, source)
    const ms = this.chance.int(15, 900)
    this.tick(ms / 1000)
    this.record({ type: 'cell.ran', cell, outcome: 'failed', ms, error })
  }

  /** Minutes in which the page was looked at and touched. */
  private pass(minutes: number): void {
    for (; minutes > 0; minutes--) {
      this.tick(60)
      this.record({ type: 'lesson.active', minutes: 1 })
    }
  }

  private write(cell: string, source: string): void {
    const before = this.written.get(cell)
    if (before?.source === source) return
    const revision = (before?.revision ?? 0) + 1
    this.written.set(cell, { revision, source })
    this.history.sources.push({ lesson: this.demo.lesson.id, cell, revision, source, at: this.clock })
  }

  private tick(seconds: number): void {
    this.clock = new Date(this.clock.getTime() + Math.max(1, Math.round(seconds * 1000)))
  }

  private record(told: Told): void {
    const time = this.clock
    const event = {
      ...told,
      id: this.chance.uuid(time),
      lesson: this.demo.lesson.id,
      at: time.toISOString(),
      time,
      received: time,
    }
    this.history.events.push(event as Folded)
  }
}
