import { expect, test } from 'vitest'
import { isSameCode } from './same-code'

const same: [string, string][] = [
  ['const a = 1', 'const  a=1 // one'],
  ['a()\n\n\nb()', '// first\na()\n/* two\nlines */\nb()   \n'],
  ['f( x, y )', 'f(x,y)'],
  ['const a = 1', '\tconst a = 1\r\n'],
  ['', '// nothing'],
]
test.each(same)('%j is %j', (a, b) => expect(isSameCode(a, b)).toBe(true))

const other: [string, string][] = [
  ['const a = 1', 'const a = 2'],
  ['return a', 'return\na'],
  ['a + +b', 'a ++b'],
  ["'a b'", "'a  b'"],
  ["'// a'", "'// b'"],
  ['`a ${b} //c`', '`a ${b} //d`'],
  ['/[/]\\//.test(a)', '/[/]\\//.test(b)'],
  ['/a  b/.test(c)', '/a b/.test(c)'],
  ['let a', 'leta'],
  ['a /* b */ c', 'ac'],
  ['x = 1 // a', 'x = 1\n// a\ny = 2'],
  ['"it\\"s // a"', '"it\\"s // b"'],
]
test.each(other)('%j is not %j', (a, b) => expect(isSameCode(a, b)).toBe(false))
