import { inflateSync } from 'node:zlib'
import { expect, it } from 'vitest'
import { drawCertificate, type Sheet } from './pdf.server'
import type { Certificate } from './read.server'

const sheet: Sheet = {
  stage: { zh: '基础', en: 'Foundations' },
  titleOf: (id) => ({ zh: `课 ${id}`, en: `Lesson ${id}` }),
  address: 'https://zhucai.example/certificates/AAAAAAAAAAAAAAAAAAAAAA',
}

const certificate = (more: Partial<Certificate>): Certificate => ({
  code: 'AAAAAAAAAAAAAAAAAAAAAA',
  stage: 'foundations',
  name: '林知远',
  lessons: [{ lesson: 'mnist-mlp', version: 2, verifiedAt: new Date('2026-10-01T02:00:00Z') }],
  issuedAt: new Date('2026-10-02T02:00:00Z'),
  revokedAt: null,
  replacedBy: null,
  ...more,
})

/** The characters that the file's fonts map back to, from their ToUnicode tables. */
function charactersOf(pdf: Buffer): Set<string> {
  const found = new Set<string>()
  for (let at = pdf.indexOf('stream\n'); at !== -1; at = pdf.indexOf('stream\n', at + 1)) {
    const begin = at + 'stream\n'.length
    const end = pdf.indexOf('\nendstream', begin)
    if (pdf.subarray(at - 3, at).toString() === 'end' || end === -1) continue
    let text: string
    try {
      text = inflateSync(pdf.subarray(begin, end)).toString('latin1')
    } catch {
      // Not every stream is compressed text.
      continue
    }
    if (!text.includes('beginbfrange')) continue
    for (const [, hex = ''] of text.matchAll(/<([0-9a-f ]{4,9})>/gi)) {
      const units =
        hex
          .replaceAll(' ', '')
          .match(/.{4}/g)
          ?.map((unit) => Number.parseInt(unit, 16)) ?? []
      found.add(String.fromCharCode(...units))
    }
  }
  return found
}

it.each([
  ['a Chinese name', {}],
  ['characters few fonts have', { name: '李喆堃㐂䶮' }],
  ['a character of the second plane', { name: '李𠮷' }],
  ['one that no single font has whole', { name: '𠮷㐂𬭎' }],
  ['a Polish name', { name: 'Łukasz Žižek' }],
  ['a Vietnamese name', { name: 'Nguyễn Thị Hương' }],
  ['a Greek name', { name: 'Γιώργος Παπαδάκης' }],
  ['a Cyrillic name', { name: 'Иван Щёкин' }],
  ['a name longer than the sheet', { name: 'Konstantinopolitanska '.repeat(8).trim() }],
  [
    'a revoked one with as many lessons as there are',
    {
      revokedAt: new Date(),
      lessons: Array.from({ length: 23 }, (_, index) => ({
        lesson: `lesson-${index}`,
        version: 1,
        verifiedAt: new Date(),
      })),
    },
  ],
] as const)('draws %s on one tagged page, with its fonts inside', async (_, more) => {
  const pdf = await drawCertificate(certificate(more as Partial<Certificate>), sheet)
  const text = pdf.toString('latin1')
  expect(text.startsWith('%PDF-1.7')).toBe(true)
  expect(text.match(/\/Type \/Page\b/g)).toHaveLength(1)
  expect(text).toContain('/Lang (zh-CN)')
  expect(text).toContain('/MarkInfo')
  expect(text).toContain('/FontFile2')
  expect(pdf.length).toBeLessThan(120_000)
  const characters = charactersOf(pdf)
  for (const character of new Set(('name' in more ? more.name : '林知远').replaceAll(' ', ''))) {
    expect(characters).toContain(character)
  }
})

it('writes a mark, and says so, where no font has a character', async () => {
  const characters = charactersOf(await drawCertificate(certificate({ name: '林ሴ' }), sheet))
  expect(characters).toContain('〓')
  expect(characters).toContain('林')
  expect(characters).not.toContain('ሴ')
})
