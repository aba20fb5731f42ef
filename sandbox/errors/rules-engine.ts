/** What Chromium, Firefox and WebKit say of everyday slips, whatever the library. */
import type { Rule } from './rule'

const rule = (is: RegExp, zh: string, en: string): Rule => ({ is, zh, en })

export const ENGINE_RULES = {
  arrayLength: rule(
    /^Invalid (?:typed )?array length|^invalid or out-of-range (?:index|length)|^Array size is not a small enough/,
    '数组的长度不对：太大、是负数，或不是整数。由数组建张量时，也可能是各行长度不一样。',
    'This length of an array is too large, negative or no whole number. When a tensor is made of arrays, rows of different length do it, too.',
  ),
  tooEarly: rule(
    /^Cannot access '(.+)' before initialization|^can't access lexical declaration '(.+)' before|^Cannot access uninitialized variable/,
    '{1}{2} 在赋值之前就用到了。把声明它的那一行移到前面。',
    '{1}{2} is used before it has a value. Move its declaration up.',
  ),
  constant: rule(
    /^Assignment to constant variable|^invalid assignment to const|^Attempted to assign to readonly/,
    'const 声明的变量不能再赋值。改用 let 声明。',
    'A const cannot be assigned again. Declare it with let.',
  ),
  undefinedMember: rule(
    /^Cannot read properties of (undefined|null) \(reading '(.+)'\)|^can't access property "(.+)", .* is (?:undefined|null)|^(?:undefined|null) is not an object/,
    '“.{2}{3}” 前面的值是空的（undefined 或 null）。检查它有没有赋值，名字有没有拼错，或前面是否少了 await。',
    'What stands before “.{2}{3}” is empty (undefined or null). Check that it has a value, its spelling, and whether an await is missing.',
  ),
  undefinedSet: rule(
    /^Cannot set properties of (?:undefined|null) \(setting '(.+)'\)/,
    '要给 {1} 赋值的对象是空的。先建立它，例如 [] 或 {}。',
    'The object whose {1} is to be set is empty. Make it first, as [] or {}.',
  ),
  destructure: rule(
    /^Cannot destructure property '(.+)' of|^(?:Right side of assignment|.+ is undefined) .*destructur/,
    '等号右边的值是空的，取不出 {1}。函数有没有 return，前面是否少了 await？',
    'The right side is empty, so there is no {1} in it. Does the function return, and is an await missing?',
  ),
  iterable: rule(
    /(?:is|are) not iterable|is not a function or its return value is not iterable/,
    '这个值不能逐个取出。张量先用 await x.array() 变成数组；对象用 Object.entries(…)。',
    'This value cannot be gone through one by one. Make an array of a tensor with await x.array(); use Object.entries(…) for an object.',
  ),
  newMissing: rule(
    /^Class constructor (\S+) cannot be invoked without 'new'/,
    '{1} 是类，前面要写 new。',
    '{1} is a class; put new before it.',
  ),
  constructorKind: rule(
    /^(.+) is not a constructor/,
    '{1} 不能用 new 建立。去掉 new，或检查名字。',
    '{1} cannot be made with new. Leave new out, or check the name.',
  ),
  reduce: rule(
    /^Reduce of empty array|^reduce of empty array/,
    '空数组不能直接 reduce。给出初值：reduce((a, b) => a + b, 0)。',
    'An empty array has nothing to reduce. Give a first value: reduce((a, b) => a + b, 0).',
  ),
  json: rule(
    /in JSON at position|JSON\.parse|is not valid JSON/,
    '这段文字不是 JSON。名字和文字要用双引号，最后一项后面没有逗号。',
    'This text is no JSON. Names and texts have double quotes, and no comma follows the last item.',
  ),
  circular: rule(
    /^Converting circular structure to JSON|^cyclic object value/,
    '对象里引用了自己，不能变成 JSON。只取需要的属性。',
    'The object refers to itself and cannot become JSON. Take only what is needed.',
  ),
  bigint: rule(
    /^Cannot mix BigInt|^can't convert BigInt/,
    'BigInt 不能和普通数字一起算。用 Number(…) 转换。',
    'BigInt and numbers do not mix. Convert with Number(…).',
  ),
  digits: rule(
    /argument must be between \d+ and \d+|^Invalid count value/,
    '参数超出了范围。小数位数写 0 到 100，次数写不小于 0 的整数。',
    'The argument is out of range. Digits go from 0 to 100, counts from 0.',
  ),
  frozen: rule(
    /object is not extensible|^Cannot (?:assign to read only|add) property/,
    '这个对象不能修改。先复制一份：[...a] 或 { ...o }。',
    'This object cannot be changed. Copy it first: [...a] or { ...o }.',
  ),
  operator: rule(
    /^Cannot use 'in' operator|^Right-hand side of 'instanceof'/,
    '这个运算的右边要是对象。检查左右两边是不是写反了。',
    'The right side must be an object. Perhaps the sides are swapped.',
  ),
  symbol: rule(
    /^Cannot convert a Symbol/,
    'Symbol 不能直接变成文字。用 String(…)。',
    'A Symbol does not become text by itself. Use String(…).',
  ),
} satisfies Record<string, Rule>
