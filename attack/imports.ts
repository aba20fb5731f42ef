/** Files that an administrator is made to import, and backups that are none. */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type Attack, findings } from './attack'

const HEAD = '姓名,邮箱,工号,部门,入职日期'
const many = (count: number, of: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => of(index)).join('\n')

/** Each is small enough to be taken, and made to cost. */
const bombs = (): Record<string, string> => ({
  'nothing but commas': ','.repeat(6_000_000),
  'a heading of a million columns': `${HEAD}${',x'.repeat(1_000_000)}\n${','.repeat(1_000_000)}`,
  'nothing but quotation marks': '"'.repeat(6_000_001),
  'a quotation that never ends': `${HEAD}\n"${'a,\n'.repeat(2_000_000)}`,
  'nothing but line ends': '\n'.repeat(8_000_000),
  'one cell without end': `${HEAD}\n${'x'.repeat(8_000_000)},a@b.example,1,数据部,2026-11-01`,
  'fifty thousand lines alike': `${HEAD}\n${many(50_000, () => '林晓,same@b.example,1,数据部,2026-11-01')}`,
  'fifty thousand uneven lines': `${HEAD}\n${many(50_000, (index) => `${index}${','.repeat(index % 40)}`)}`,
  'departments a thousand deep': `${HEAD}\n${many(200, (index) => `林晓,d${index}@b.example,D${index},${Array.from({ length: 1_000 }, (_, level) => `层${level}`).join('/')},2026-11-01`)}`,
  'fifty thousand departments': `${HEAD}\n${many(50_000, (index) => `林晓,p${index}@b.example,P${index},部门${index}/组${index},2026-11-01`)}`,
  'spaces without end': `${HEAD}\n${many(200, (index) => `林${' \t'.repeat(15_000)}晓,s${index}@b.example,S${index},数据部,2026-11-01`)}`,
  'dates of every form': `${HEAD}\n${many(20_000, (index) => `林晓,t${index}@b.example,T${index},数据部,${index}年${index}月/${index}-.${index}`)}`,
})

const hostileFiles: Attack = {
  id: 'N4',
  name: 'files of people that are made to cost: columns, quotes, spaces, depths without end',
  on: 'own',
  seconds: 240,
  async run(site) {
    const found = findings()
    const [admin, reader] = [await site.someone('admin'), await site.someone('trainee')]
    const before = site.web()
    for (const [name, text] of Object.entries(bombs())) {
      const over = new AbortController()
      let worst = 0
      const watch = (async () => {
        while (!over.signal.aborted)
          worst = Math.max(worst, (await reader.get('/api/health/live', { patience: 60_000 })).ms)
      })()
      const answer = await admin.api(
        'POST',
        '/people/import/preview',
        { text, options: { departments: true } },
        { patience: 90_000 },
      )
      over.abort()
      await watch
      found.expect(
        answer.status > 0 && answer.status < 500,
        `${name}: ${answer.status} ${answer.status === 0 ? answer.text : ''}`,
      )
      found.expect(
        answer.text.length < 60_000_000,
        `${name} is answered with ${Math.round(answer.text.length / 1e6)} MB`,
      )
      found.expect(worst < 8_000, `${name} stops everybody for ${(worst / 1000).toFixed(1)} s`)
    }
    found.expect(site.web() === before, 'the web process died')
    return found.outcome()
  },
}

const root = join(import.meta.dirname, '..')

/** Backups made by somebody who wants a restore to do more, or never to end. */
const archives = (): Record<string, Buffer> => {
  const head = {
    format: 'zhucai-backup',
    version: 1,
    made: '2026-12-01T00:00:00.000Z',
    schema: { when: 0, tag: '../../x' },
    secrets: null,
  }
  const lines = (...all: unknown[]) =>
    gzipSync(
      Buffer.from(`${all.map((one) => (typeof one === 'string' ? one : JSON.stringify(one))).join('\n')}\n`),
    )
  return {
    nothing: Buffer.alloc(0),
    'no archive': Buffer.from('PK\u0003\u0004../../etc/passwd'),
    'a head alone': lines(head),
    'a table that is a statement': lines(
      head,
      { table: 'users"; drop table users; --', columns: ['id'] },
      'x',
      '\\.',
      { end: {}, sequences: [] },
    ),
    'a table of the prototype': lines(head, { table: '__proto__', columns: ['id'] }, 'x', '\\.', {
      end: JSON.parse('{"__proto__": {"rows": 1, "sum": "00000000000000000000000000000000"}}'),
      sequences: [],
    }),
    'sums that are not': lines(head, { table: 'users', columns: ['id'] }, 'x', '\\.', {
      end: { users: { rows: 1, sum: '0'.repeat(32) } },
      sequences: [],
    }),
    'after its end': lines(head, { end: {}, sequences: [] }, { table: 'users', columns: ['id'] }),
    'one line that never ends': gzipSync(
      Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`), Buffer.alloc(400_000_000, 97)]),
    ),
    'lists a million deep': lines(`${'['.repeat(1_000_000)}`),
    'cut off': lines(head, { table: 'users', columns: ['id'] }, 'x'.repeat(1_000)).subarray(0, 60),
  }
}

const hostileBackups: Attack = {
  id: 'N6',
  name: 'backups that are none, and a restore over what is there',
  on: 'own',
  seconds: 120,
  async run(site) {
    const found = findings()
    const folder = mkdtempSync(join(tmpdir(), 'zhucai-attack-backup-'))
    const run = (script: string, ...words: string[]) =>
      spawnSync(
        process.execPath,
        [
          '--max-old-space-size=512',
          '--conditions=react-server',
          '--import',
          'tsx',
          `scripts/${script}.ts`,
          ...words,
        ],
        {
          cwd: root,
          encoding: 'utf8',
          timeout: 60_000,
          env: { ...process.env, ZHUCAI_DATA: site.data, DATABASE_URL: '' },
        },
      )
    try {
      for (const [name, bytes] of Object.entries(archives())) {
        const file = join(folder, 'archive.gz')
        writeFileSync(file, bytes)
        const { status, stderr, signal } = run('restore', file, '--check')
        found.expect(status === 1 && signal === null, `${name}: ${signal ?? status}`)
        found.expect(
          !/\n\s+at /.test(stderr),
          `${name} ends with a stack: ${stderr.trim().split('\n').slice(0, 2).join(' ').slice(0, 160)}`,
        )
      }
      const good = join(folder, 'good.gz')
      const made = run('backup', good)
      found.expect(made.status === 0, `a backup beside the site: ${made.stderr.slice(-200)}`)
      const over = run('restore', good, '--force')
      found.expect(
        over.status === 1,
        `a restore over the running site: ${over.status} ${over.stdout.slice(-200)}`,
      )
      found.expect((await site.stranger.get('/api/health/ready')).status === 200, 'the site is gone')
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
    return found.outcome()
  },
}

export const imports: Attack[] = [hostileFiles, hostileBackups]
