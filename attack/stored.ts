/** What is stored and read by others: outputs, code, words, names, files, and what they make of a page or a table. */
import { parse } from 'csv-parse/sync'
import { sql } from 'drizzle-orm'
import { LARGEST } from '../components/outputs/largest.fixture'
import { uuidv7 } from '../lib/db/uuid'
import { packOutput, type PackedOutput } from '../lib/reviews/pack-output'
import { type Attack, findings } from './attack'
import { type Caller, jsonOf } from './caller'
import { handInCapstone } from './projects'
import { addressOf, pageOf, permissionTable, routesOf, type Schema } from './surface'
import type { OwnSite } from './target'
import {
  isOneLine,
  isOptional,
  sample,
  UNSEEN,
  UNSEEN_IN_TEXTS,
  withField,
  wordsIn,
} from '../lib/api/shapes.testing'

/** What a page of somebody’s work may weigh, five times what can be handed in, and take on a busy machine. */
const MOST_BYTES = 8_000_000
const MOST_MS = 15_000

/** Hands work in and opens it as its mentor; says what became of the page and of the process that drew it. */
async function readBack(site: OwnSite, mentor: Caller, work: Parameters<typeof handInCapstone>[1]) {
  const found = findings()
  const trainee = await site.someone('trainee')
  const before = site.web()
  const { id, answer } = await handInCapstone(trainee, work)
  if (answer.status !== 200) {
    found.expect(
      answer.status >= 400 && answer.status < 500,
      `handing in answered ${answer.status} ${answer.text.slice(0, 80)}`,
    )
    return found.outcome()
  }
  for (const [who, caller, path] of [
    ['the mentor', mentor, `/reviews/${trainee.id}/${id}`],
    ['the trainee', trainee, '/learn/capstone'],
  ] as const) {
    const page = await caller.get(path, { patience: 90_000 })
    found.expect(
      page.status === 200,
      `${who}’s page answered ${page.status} ${page.status === 0 ? page.text : ''}`,
    )
    found.expect(page.text.length < MOST_BYTES, `${who}’s page has ${(page.text.length / 1e6).toFixed(1)} MB`)
    found.expect(page.ms < MOST_MS, `${who}’s page took ${(page.ms / 1000).toFixed(1)} s`)
  }
  found.expect(site.web() === before, 'the web process died')
  return found.outcome()
}

const cells = <T>(count: number, of: (index: number) => T): Record<string, T> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`cell-${index}`, of(index)]))

const emptyPictures: Attack = {
  id: 'B1',
  name: 'thirteen thousand grids of pictures without pixels',
  on: 'own',
  seconds: 120,
  async run(site) {
    const grid: PackedOutput = {
      kind: 'images',
      count: 256,
      height: 256,
      width: 256,
      channels: 1,
      pixels: { $bytes: 'AA==' },
    }
    const outputs = cells(67, () => Array.from({ length: 200 }, () => grid))
    return readBack(site, await site.someone('mentor'), { code: cells(67, () => '1'), outputs })
  },
}

const everyKind: Attack = {
  id: 'B1',
  name: 'as much as fits of the largest output of every kind',
  on: 'own',
  seconds: 240,
  async run(site) {
    const found = findings()
    const mentor = await site.someone('mentor')
    for (const largest of LARGEST) {
      const packed = packOutput(largest)
      const size = JSON.stringify(packed).length
      const count = Math.max(1, Math.floor(1_400_000 / size))
      const perCell = Math.min(200, count)
      const outputs = cells(Math.min(100, Math.ceil(count / perCell)), () =>
        Array.from({ length: perCell }, () => packed),
      )
      const code = Object.fromEntries(Object.keys(outputs).map((cell) => [cell, '1']))
      const outcome = await readBack(site, mentor, { code, outputs })
      if (outcome !== 'held') found.add(`${count} × ${largest.kind}: ${outcome.broken}`)
    }
    return found.outcome()
  },
}

const smallest: Attack = {
  id: 'B1',
  name: 'twenty thousand of the smallest outputs, and of what is none',
  on: 'own',
  seconds: 120,
  async run(site) {
    const found = findings()
    const mentor = await site.someone('mentor')
    const tiny: Record<string, PackedOutput> = {
      text: { kind: 'text', stream: 'log', text: '' },
      value: { kind: 'value', text: '' },
      bar: {
        kind: 'chart',
        type: 'bar',
        x: { label: '', values: [0] },
        series: [{ label: '', values: [0] }],
      },
      tensor: { kind: 'tensor', dtype: 'bool', shape: [9, 9, 9, 9, 9, 9, 9, 9], values: [] },
      unknown: { kind: 'iframe', src: 'https://evil.example' },
    }
    for (const [name, output] of Object.entries(tiny)) {
      const outputs = cells(100, () => Array.from({ length: 200 }, () => output))
      const outcome = await readBack(site, mentor, { code: cells(100, () => ''), outputs })
      if (outcome !== 'held') found.add(`${name}: ${outcome.broken}`)
    }
    return found.outcome()
  },
}

const lineEnds: Attack = {
  id: 'B28',
  name: 'projects of nothing but line ends, and of a hundred long cells handed in twice',
  on: 'own',
  seconds: 150,
  async run(site) {
    const found = findings()
    const mentor = await site.someone('mentor')
    const works: Record<string, Parameters<typeof handInCapstone>[1]> = {
      'six cells of line ends': { code: cells(6, () => '\n'.repeat(65_000)) },
      'a hundred cells of two thousand lines': {
        code: cells(100, (cell) =>
          Array.from({ length: 2_000 }, (_, line) => `let a${cell}_${line}`)
            .join('\n')
            .slice(0, 35_000),
        ),
      },
      'one line without end': { code: cells(20, () => 'a+'.repeat(32_000)) },
      brackets: { code: cells(20, () => '(['.repeat(30_000)) },
      'a card of line ends': { card: { purpose: `${'写'.repeat(70)}${'\n'.repeat(7_900)}` } },
    }
    for (const [name, work] of Object.entries(works)) {
      const outcome = await readBack(site, mentor, work)
      if (outcome !== 'held') found.add(`${name}: ${outcome.broken}`)
    }
    return found.outcome()
  },
}

const ownLineEnds: Attack = {
  id: 'B28',
  name: 'cells of line ends on the trainee’s own page and their mentor’s',
  on: 'own',
  seconds: 90,
  async run(site) {
    const found = findings()
    const mentor = await site.someone('mentor')
    const trainee = await site.someone('trainee', { mentor: mentor.id })
    const before = site.web()
    for (const cell of ['load', 'prepare', 'model', 'train', 'look', 'extra-1', 'extra-2'])
      await trainee.api('PUT', `/lessons/mnist-mlp/cells/${cell}`, {
        source: '\n'.repeat(65_000),
        base: 0,
        version: 1,
      })
    await trainee.api('POST', '/progress', {
      learner: trainee.id,
      events: [
        {
          id: uuidv7(),
          lesson: 'mnist-mlp',
          at: new Date().toISOString(),
          type: 'cell.ran',
          cell: 'load',
          outcome: 'failed',
          ms: 1,
          error: '\n'.repeat(299),
        },
      ],
    })
    for (const [caller, path] of [
      [trainee, '/learn/mnist-mlp'],
      [mentor, `/mentees/${trainee.id}/mnist-mlp`],
      [mentor, `/mentees/${trainee.id}`],
      [mentor, '/mentees'],
    ] as const) {
      const page = await caller.get(path, { patience: 60_000 })
      found.expect(page.status === 200, `${path}: ${page.status}`)
      found.expect(page.text.length < MOST_BYTES, `${path} has ${(page.text.length / 1e6).toFixed(1)} MB`)
      found.expect(page.ms < MOST_MS, `${path} took ${(page.ms / 1000).toFixed(1)} s`)
    }
    found.expect(site.web() === before, 'the web process died')
    return found.outcome()
  },
}

/** Nothing that a page would make something else of than letters leaves these words whole. */
const PROBE = '"><xss-probe onerror=alert(1)>\'`{{7*7}}</script><!--'

/** Puts the probe wherever somebody may write, and gives the addresses at which others read it. */
async function sow(site: OwnSite) {
  const admin = await site.someone('admin', { name: `${PROBE}A` })
  const mentor = await site.someone('mentor', { name: `${PROBE}M` })
  const trainee = await site.someone('trainee', { name: `${PROBE}T`, mentor: mentor.id })
  const hr = await site.someone('hr', { name: `${PROBE}H` })
  const said = `${PROBE} and words enough for a reason`
  const question = uuidv7()
  const [{ id: department } = { id: '' }] = await site.database.execute<{ id: string }>(
    sql`select id from departments limit 1`,
  )
  await admin.api('POST', '/departments', { nameZh: `${PROBE}D`, nameEn: `${PROBE}D`, parentId: department })
  await admin.api('POST', '/cohorts', { nameZh: `${PROBE}C`, nameEn: `${PROBE}C`, startsOn: '2026-11-01' })
  await trainee.api('PUT', `/lessons/mnist-mlp/notes/${uuidv7()}`, { anchor: null, body: said })
  await trainee.api('POST', '/lessons/mnist-mlp/cells/load/questions', { id: question, body: said })
  await mentor.api('POST', `/questions/${trainee.id}/${question}/answers`, { id: uuidv7(), body: said })
  await trainee.api('PUT', '/lessons/mnist-mlp/cells/load', { source: said, base: 0, version: 1 })
  await trainee.api('POST', '/progress', {
    learner: trainee.id,
    events: [
      {
        id: uuidv7(),
        lesson: 'mnist-mlp',
        at: new Date().toISOString(),
        type: 'cell.ran',
        cell: 'load',
        outcome: 'failed',
        ms: 1,
        error: said,
      },
    ],
  })
  const shown: PackedOutput[] = [
    { kind: 'text', stream: 'log', text: said },
    { kind: 'value', text: said },
    { kind: 'table', caption: said, columns: [said], rows: [[said]], total: 1 },
    { kind: 'tokens', tokens: [{ text: PROBE }], total: 1 },
    {
      kind: 'chart',
      type: 'bar',
      caption: said,
      x: { label: said, values: [1] },
      series: [{ label: said, values: [1] }],
    },
  ]
  const { id: submission } = await handInCapstone(trainee, {
    outputs: { first: shown },
    code: { first: said },
    card: { purpose: said.repeat(3) },
  })
  await mentor.api('POST', `/reviews/${trainee.id}/${submission}/claim`, {})
  await mentor.api('POST', `/reviews/${trainee.id}/${submission}/comments`, {
    id: uuidv7(),
    anchor: null,
    body: said,
  })
  await hr.api('POST', '/insights/views', { name: `${PROBE}V`, filters: {} })
  await site.stranger.api(
    'POST',
    '/session',
    { email: 'nobody@zhucai.example', password: PROBE },
    { headers: { 'user-agent': PROBE } },
  )
  return { admin, mentor, trainee, hr, submission }
}

const scripts: Attack = {
  id: 'H10',
  name: 'markup in every name and text, on every page of every role',
  on: 'own',
  seconds: 120,
  async run(site) {
    const found = findings()
    const { submission, ...people } = await sow(site)
    let seen = 0
    for (const { name, roles } of permissionTable().pages)
      for (const role of ['trainee', 'mentor', 'hr', 'admin'] as const) {
        if (roles !== 'public' && !roles.includes(role)) continue
        const path = pageOf(name, { person: people.trainee.id, submission })
        for (const query of [
          '',
          `?q=${encodeURIComponent(PROBE)}&who=${encodeURIComponent(PROBE)}&next=${encodeURIComponent(PROBE)}`,
        ]) {
          const { text, status } = await people[role].get(`${path}${query}`)
          if (text.includes('xss-probe')) seen++
          found.expect(
            !/<xss-probe/i.test(text),
            `${path}${query && ' with a query'} as ${role} draws markup`,
          )
          found.expect(status < 500, `${path}${query && ' with a query'} as ${role}: ${status}`)
        }
      }
    // An attack that planted nothing would hold everywhere.
    found.expect(seen > 20, `the words were seen on ${seen} pages only`)
    return found.outcome()
  },
}

const formulas: Attack = {
  id: 'H13',
  name: 'names and words that a spreadsheet would compute',
  on: 'own',
  seconds: 60,
  async run(site) {
    const found = findings()
    const mentor = await site.someone('mentor', { name: '@SUM(1+1)*cmd' })
    const starts = [
      "=cmd|' /C calc'!A0",
      '+1+1',
      '-2+3',
      '@SUM(1)',
      '\t=1+1',
      '＝1+1',
      '=HYPERLINK("https://evil.example")',
    ]
    const hr = await site.someone('hr', { name: '=1+1' })
    const admin = await site.someone('admin', { name: '+admin' })
    for (const name of starts) await site.someone('trainee', { mentor: mentor.id, name })
    await site.stranger.api(
      'POST',
      '/session',
      { email: '=cmd@zhucai.example', password: 'x' },
      { headers: { 'user-agent': '=1+1' } },
    )
    const figures = ['verified-completions', 'overdue', 'activation', 'stuck']
    const tables: [Caller, string][] = [
      [hr, '/insights/people.csv'],
      [admin, '/audit.csv?looks=1'],
      ...figures.map((figure): [Caller, string] => [hr, `/insights/${figure}/rows.csv`]),
    ]
    let read = 0
    for (const [caller, path] of tables) {
      const answer = await caller.api('GET', path)
      if (answer.status === 422 || answer.status === 404) continue
      found.expect(answer.status === 200, `${path}: ${answer.status}`)
      const rows = parse(answer.text.replace(/^\uFEFF/, ''), {
        relax_column_count: true,
        relax_quotes: true,
      }) as string[][]
      read += rows.length
      const bad = rows.flat().find((cell) => /^[=+@\t\r]/.test(cell) || /^-(?![\d.]+$)./.test(cell))
      found.expect(bad === undefined, `${path} has a cell ${JSON.stringify(bad)}`)
    }
    found.expect(read > 20, `only ${read} lines were read`)
    return found.outcome()
  },
}

const unseenWords: Attack = {
  id: 'B23',
  name: 'signs that nobody sees, in every free text of every route',
  on: 'own',
  seconds: 120,
  async run(site) {
    const found = findings()
    const people = {
      trainee: await site.someone('trainee'),
      mentor: await site.someone('mentor'),
      hr: await site.someone('hr'),
      admin: await site.someone('admin'),
    }
    const promised = new Map(permissionTable().api.map((row) => [row.name, row.roles]))
    let tried = 0
    for (const route of (await routesOf(site.stranger)).filter(({ body }) => body !== undefined)) {
      const roles = promised.get(`${route.method} ${route.path}`) ?? 'public'
      const caller = people[roles === 'public' ? 'trainee' : roles[0]!]
      for (const path of wordsIn(route.body!)) {
        const field = path.join('.')
        tried++
        for (const [what, value] of Object.entries(UNSEEN)) {
          if (!isOneLine(path) && !UNSEEN_IN_TEXTS.has(what)) continue
          if (isOptional(path) && what.endsWith('alone')) continue
          const answer = await caller.api(
            route.method,
            addressOf(route),
            withField(sample(route.body!), path, value),
          )
          if (answer.status === 429) break
          const { error } = jsonOf<{ error?: { code: string; issues?: { path: string }[] } }>(answer)
          // Refused for this field, and for no other reason.
          const isTold =
            error?.code === 'bad_request' || error?.issues?.some((issue) => issue.path.startsWith(path[0]!))
          found.expect(
            answer.status >= 400 && Boolean(isTold),
            `${route.method} ${route.path} takes ${what} as ${field} (${answer.status})`,
          )
        }
      }
    }
    found.expect(tried > 15, `only ${tried} texts were found`)
    return found.outcome()
  },
}

const unseenNames: Attack = {
  id: 'B23',
  name: 'names that are not what they seem, in an import',
  on: 'own',
  async run(site) {
    const found = findings()
    const admin = await site.someone('admin')
    const people = Object.entries(UNSEEN)
    const lines = people.map(
      ([, name], index) =>
        `"${name.replaceAll('\u0000', '')}",a${index}@b.example,X-${index},数据部,2026-11-01`,
    )
    const text = ['姓名,邮箱,工号,部门,入职日期', ...lines].join('\n')
    const preview = jsonOf<{ create?: { person: { name: string } }[]; refused?: unknown[] }>(
      await admin.api('POST', '/people/import/preview', { text, options: { departments: true } }),
    )
    for (const { person } of preview.create ?? [])
      found.expect(
        !/[\u202A-\u202E\u2066-\u2069\u200B\u3164\p{Cc}]/u.test(person.name),
        `${JSON.stringify(person.name)} would be made`,
      )
    found.expect((preview.refused?.length ?? 0) + (preview.create?.length ?? 0) > 0, 'the file was not read')
    return found.outcome()
  },
}

const dates: Attack = {
  id: 'B13',
  name: 'days that no calendar of ours has, at every route and page that takes one',
  on: 'own',
  seconds: 150,
  async run(site) {
    const found = findings()
    const admin = await site.someone('admin')
    const hr = await site.someone('hr')
    const bad = [
      '0000-01-01',
      '0001-01-01',
      '9999-12-31',
      '-000001-01-01',
      '+275760-09-13',
      '2026-02-30',
      '2026-13-01',
      '1e9',
      '2026-01-01T00:00:00Z',
      '',
      '２０２６-01-01',
      '10000-01-01',
    ]
    const named = /^(from|to|on|since|until|due|date|day|startsOn|joinedOn|at|dueOn)$/i
    const routes = await routesOf(site.stranger)
    for (const route of routes) {
      const isDay = (schema: Schema | undefined, name: string) =>
        schema?.format === 'date' || schema?.format === 'date-time' || named.test(name)
      for (const { name, in: place, schema } of route.parameters)
        if (place === 'query' && isDay(schema, name))
          for (const value of bad) {
            const { status, text } = await admin.api(
              route.method,
              `${addressOf(route)}?${name}=${encodeURIComponent(value)}`,
            )
            if (status === 429) break
            found.expect(
              status > 0 && status < 500,
              `${route.method} ${route.path}?${name}=${value}: ${status} ${status === 0 ? text : ''}`,
            )
          }
      for (const name of Object.keys(route.body?.properties ?? {}))
        if (isDay(route.body!.properties![name], name))
          for (const value of bad.slice(0, 8)) {
            const { status } = await admin.api(route.method, addressOf(route), {
              ...(sample(route.body!) as object),
              [name]: value,
            })
            if (status === 429) break
            found.expect(
              status > 0 && status < 500,
              `${route.method} ${route.path} ${name}: ${value}: ${status}`,
            )
          }
    }
    for (const { name, roles } of permissionTable().pages) {
      if (roles !== 'public' && !roles.includes('admin')) continue
      for (const value of ['0000-01-01', '+275760-09-13', '2026-02-30']) {
        const query = ['from', 'to', 'since', 'until', 'cursor', 'page', 'on', 'due']
          .map((key) => `${key}=${encodeURIComponent(value)}`)
          .join('&')
        const { status } = await admin.get(`${pageOf(name)}?${query}`)
        found.expect(status > 0 && status < 500, `${name} with ${value}: ${status}`)
      }
    }
    for (const joined of bad) {
      const text = `姓名,邮箱,工号,部门,入职日期\n林晓,day@b.example,D-1,数据部,${joined}`
      const preview = await admin.api('POST', '/people/import/preview', {
        text,
        options: { departments: true },
      })
      const { digest, create = [] } = jsonOf<{ digest?: string; create?: unknown[] }>(preview)
      found.expect(preview.status < 500, `an import with ${joined} is previewed with ${preview.status}`)
      if (digest === undefined || create.length === 0) continue
      const applied = await admin.api('POST', '/people/import', {
        text,
        options: { departments: true },
        digest,
        invite: false,
      })
      found.expect(
        applied.status < 500 && applied.status > 0,
        `an import with ${joined} previews clean and answers ${applied.status}`,
      )
      if (applied.status === 429) break
    }
    const early = await hr.api('GET', '/insights/people.csv?from=0000-01-01')
    found.expect(early.status < 500 && early.status > 0, `people.csv: ${early.status}`)
    return found.outcome()
  },
}

export const stored: Attack[] = [
  emptyPictures,
  everyKind,
  smallest,
  lineEnds,
  ownLineEnds,
  scripts,
  formulas,
  unseenWords,
  unseenNames,
  dates,
]
