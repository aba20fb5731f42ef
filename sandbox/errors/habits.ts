/** What hands used to Python write, line by line, in code that did not parse. The first that fits is told. */
import type { Rule } from './rule'

const rule = (is: RegExp, zh: string, en: string): Rule => ({ is, zh, en })

export const HABITS = {
  comment: rule(
    /^[^#]*?(?:^|[\s;)}\]])#(?![\w$]*\s*[=;(])/,
    '# 是 Python 的注释。这里的注释以 // 开头。',
    '# begins a comment in Python. Here a comment begins with //.',
  ),
  def: rule(
    /^\s*(?:async\s+)?def\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)?\s*(\([^)]*\))?/u,
    'def 是 Python 的写法。这里写 function {1}{2} { … }。',
    'def is Python. Write function {1}{2} { … } here.',
  ),
  elif: rule(
    /\belif\b/,
    'elif 是 Python 的写法。这里写 else if (…) { … }。',
    'elif is Python. Write else if (…) { … } here.',
  ),
  range: rule(
    /\bfor\s+(?:\(\s*)?(?:(?:let|const|var)\s+)?([\p{ID_Start}$_][\p{ID_Continue}$]*)\s+in\s+range\s*\(([^)]*)\)/u,
    '这里没有 range。写 for (let {1} = 0; {1} < {2}; {1}++) { … }。',
    'There is no range here. Write for (let {1} = 0; {1} < {2}; {1}++) { … }.',
  ),
  comprehension: rule(
    /[[(].*\bfor\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)\s+in\s+([^\]):]+)[\])]/u,
    '这是 Python 的列表推导式。这里写 {2}.map(({1}) => …)。',
    'This is a list comprehension of Python. Write {2}.map(({1}) => …) here.',
  ),
  forIn: rule(
    /^\s*for\s+([\p{ID_Start}$_][\p{ID_Continue}$]*)\s+in\s+([^:{]+?)\s*:?\s*$/u,
    '这是 Python 的循环。这里写 for (const {1} of {2}) { … }。',
    'This is a loop of Python. Write for (const {1} of {2}) { … } here.',
  ),
  condition: rule(
    /^\s*(if|while)\b(.*):\s*$/,
    '这里没有用冒号和缩进的代码块。写 {1} (…) { … }。',
    'A block is not a colon and an indent here. Write {1} (…) { … }.',
  ),
  block: rule(
    /^\s*\}?\s*(else|try|finally)\s*:\s*$/,
    '这里没有用冒号和缩进的代码块。写 {1} { … }。',
    'A block is not a colon and an indent here. Write {1} { … }.',
  ),
  except: rule(
    /^\s*except\b/,
    'except 是 Python 的写法。这里写 try { … } catch (error) { … }。',
    'except is Python. Write try { … } catch (error) { … } here.',
  ),
  raise: rule(
    /^\s*raise\b/,
    'raise 是 Python 的写法。这里写 throw new Error(…)。',
    'raise is Python. Write throw new Error(…) here.',
  ),
  classBlock: rule(
    /^\s*class\s+([\w$]+)\s*(?:\(([\w$.]*)\))?\s*:/,
    '这是 Python 的类。这里写 class {1} { … }，继承用 extends。',
    'This is a class of Python. Write class {1} { … } here, and extends to inherit.',
  ),
  withBlock: rule(
    /^\s*with\b/,
    'with 是 Python 的写法，这里没有。要自动释放张量，用 tf.tidy(() => { … })。',
    'with is Python and not to be had here. To free tensors, use tf.tidy(() => { … }).',
  ),
  lambda: rule(
    /\blambda\b\s*([^:]*):/,
    'lambda 是 Python 的写法。这里写 ({1}) => …。',
    'lambda is Python. Write ({1}) => … here.',
  ),
  importPython: rule(
    /^\s*import\s+([\w$.]+)(?:\s+as\s+\w+)?\s*;?\s*$|^\s*from\s+([\w$.]+)\s+import\b/,
    '这里不能导入 Python 的库 {1}{2}。张量计算用 tf，数据用 datasets，画图用 show；它们都不需要 import。',
    'Python’s {1}{2} cannot be imported here. Use tf for tensors, datasets for data and show for figures; none needs an import.',
  ),
  docstring: rule(
    /""\s*"|''\s*'/,
    '三个引号是 Python 的写法。多行文字用反引号 `…`，注释用 /* … */。',
    'Three quotes are Python. Put text of several lines in backticks `…`, a comment in /* … */.',
  ),
  formatted: rule(
    /(?:^|[^\w$])[fFrRbB]{1,2}(?:"|')/,
    '这是 Python 的字符串。这里用反引号和 ${}：`损失 ${loss}`。',
    'This is a string of Python. Use backticks and ${} here: `loss ${loss}`.',
  ),
  isNone: rule(
    /\bis\s+(?:not\s+)?(?:None|True|False|null)\b/,
    'is 是 Python 的写法。这里用 === 和 !==，None 写 null。',
    'is is Python. Use === and !== here; None is null.',
  ),
  words: rule(
    /[\w)\]"']\s+(and|or)\s+[\w([!"'-]|\b(not)\s+[\w([]/,
    'and、or、not 是 Python 的写法。这里写 &&、||、!。',
    'and, or and not are Python. Write &&, || and ! here.',
  ),
  print: rule(
    /^\s*print\s+[^=(\s]/,
    'print 是 Python 的写法。这里写 console.log(…)。',
    'print is Python. Write console.log(…) here.',
  ),
  del: rule(
    /^\s*(del|global|nonlocal)\s+\w/,
    '{1} 是 Python 的写法，这里不需要。释放张量用 tensor.dispose()。',
    '{1} is Python and not needed here. To free a tensor, use tensor.dispose().',
  ),
  power: rule(
    /(?:^|[=(,\s])[-+!~][\w$.]+\s*\*\*/,
    '负号和 ** 一起用时要加括号，例如 (-2) ** 2 或 -(2 ** 2)。',
    'A minus before ** needs parentheses, as in (-2) ** 2 or -(2 ** 2).',
  ),
  arrowPython: rule(
    /\)\s*->\s*[\w$]+/,
    '-> 是 Python 的写法。返回值的类型写在冒号后面：function f(x): number { … }。',
    '-> is Python. The type of the result follows a colon: function f(x): number { … }.',
  ),
} satisfies Record<string, Rule>

/** As they stand in a line whose strings are blanked. */
export function habitOf(line: string): keyof typeof HABITS | undefined {
  return (Object.keys(HABITS) as (keyof typeof HABITS)[]).find((id) => HABITS[id].is.test(line))
}
