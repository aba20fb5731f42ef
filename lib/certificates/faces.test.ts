import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { chooseFaces, MISSING_MARK } from './faces'
import { certificateFaces } from './font.server'

const faceOf = (name: string, letters: string) => ({
  name,
  has: (point: number) => letters.includes(String.fromCodePoint(point)),
})
const faces = [faceOf('first', 'abc'), faceOf('second', 'abcxy'), faceOf('third', 'z')]

test('one face for the whole where one has it, else the first that has each', () => {
  expect(chooseFaces('a b', faces).runs).toEqual([{ face: 'first', text: 'a b' }])
  expect(chooseFaces('abx', faces).runs).toEqual([{ face: 'second', text: 'abx' }])
  expect(chooseFaces('axz', faces).runs).toEqual([
    { face: 'first', text: 'a' },
    { face: 'second', text: 'x' },
    { face: 'third', text: 'z' },
  ])
  expect(chooseFaces('aq', faces)).toEqual({
    runs: [{ face: 'first', text: `a${MISSING_MARK}` }],
    missing: ['q'],
  })
})

property.prop([fc.string({ unit: 'grapheme', maxLength: 12 })])(
  'loses no character without naming it',
  (text) => {
    const { runs, missing } = chooseFaces(text, faces)
    const written = runs.map((run) => run.text).join('')
    const marks = written.split(MISSING_MARK).length - text.normalize('NFC').split(MISSING_MARK).length
    expect(marks === 0).toBe(missing.length === 0)
  },
)

test.each([
  '李𠮷',
  '吉𡈽',
  '㐂䶮喆堃',
  '𬭎𫖯𣲗𬍛𫟹',
  '𨱏𪟝𫍯𫍲𬱖',
  '髙﨑',
  '龘靐',
  '朴智勳',
  'Nguyễn Thị Hương',
  'Łukasz Žižek',
  'Иван Щёкин',
  'Γιώργος Παπαδάκης',
  'Dilnur Abdurehim',
  'José O’Neill',
])('the name %s is written in full', (name) => {
  expect(chooseFaces(name, certificateFaces()).missing).toEqual([])
})

test('scripts that no face has are named, not drawn as boxes', () => {
  expect(chooseFaces('김', certificateFaces()).missing).toEqual(['김'])
  expect(chooseFaces('م', certificateFaces()).missing).toEqual(['م'])
})
