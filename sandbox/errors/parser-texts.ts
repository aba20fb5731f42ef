/** What acorn 8 and sucrase 3.35 say of a text they cannot read, in Chinese. English readers get the parser's own words. */
const TEXTS: [RegExp, string][] = [
  [/^Unexpected token, expected "(.+)"$/, '这里应该是 {1}'],
  [/^Unexpected token/, '这里的符号放错了位置'],
  [/^Unexpected(ly reached)? (the )?end of input|^Unexpectedly reached the end/, '代码还没有写完就结束了'],
  [/^Unexpected character '(.*?)'?$/, '这里不能用字符 {1}'],
  [/^Unexpected keyword '(.*)'/, '{1} 是关键字，不能写在这里'],
  [/^The keyword '(.*)' is reserved/, '{1} 是保留的关键字，不能当名字用'],
  [/^Unterminated string/, '字符串少了结尾的引号'],
  [/^Unterminated template/, '模板字符串少了结尾的反引号'],
  [/^Unterminated comment/, '注释少了结尾的 */'],
  [/^Unterminated regular expression/, '正则表达式少了结尾的 /'],
  [/^Invalid regular expression flag|^Duplicate regular expression flag/, '正则表达式的标志不对'],
  [/^Invalid regular expression/, '正则表达式写错了'],
  [/JSX/, '这里不能写 JSX；小于号两边请加空格'],
  [
    /^Identifier '(.*)' has already been declared/,
    '{1} 已经声明过了；换一个名字，或去掉 const、let 直接赋值',
  ],
  [/^Identifier '#/, '类的成员写错了'],
  [/^Identifier directly after number/, '名字不能以数字开头；数字和名字之间少了运算符'],
  [/^Invalid number/, '数字写错了'],
  [/^Expected number in radix/, '数字里有这种进制没有的数位'],
  [/^Numeric separator/, '数字里的下划线放错了位置'],
  [/^Assigning to (?:rvalue|\S*)/, '等号左边不能赋值；比较两个值用 ==='],
  [/^Binding|^Parenthesized pattern/, '这里只能写变量名或解构'],
  [/^Missing initializer in (.*) declaration/, '{1} 声明时要赋值'],
  [/^Complex binding patterns require/, '解构声明时要赋值'],
  [/^Missing catch or finally/, 'try 后面要有 catch 或 finally'],
  [/^Multiple default clauses/, 'switch 里只能有一个 default'],
  [/^Illegal newline after throw/, 'throw 后面不能换行'],
  [/^'return' outside of function/, 'return 只能写在函数里；单元格的结果写在最后一行就会显示'],
  [/^Unsyntactic (.*)/, '{1} 只能写在循环里'],
  [
    /^'?(?:Cannot use )?(?:keyword )?'?await'? outside|^Cannot use keyword 'await'/,
    '只有 async 函数里才能用 await；在 function 前加 async',
  ],
  [/^Await expression cannot|^Yield expression cannot/, '参数的默认值里不能用 await 或 yield'],
  [/^Await using|^Using declaration/, 'using 不能写在这里'],
  [
    /^Cannot use 'await' as identifier|^Cannot use 'yield' as identifier/,
    'await 和 yield 是关键字，不能当名字用',
  ],
  [/^Cannot use '(arguments)'|^Cannot use (.*) in class static/, '类的字段里不能用 {1}{2}'],
  [/import/i, 'import 不能写在这里；tf、datasets、show 和 live 可以直接使用'],
  [
    /^Duplicate export|^Export '|^A string literal cannot be used as an exported|^An export name/,
    'export 写错了；单元格里不需要 export',
  ],
  [/^'new\.target'|^The only valid meta property/, 'new.target 只能写在函数里'],
  [/^'super'|^Invalid use of 'super'|^super\(\)/, 'super 只能写在子类的方法里'],
  [/^'with' in strict mode/, '这里不能用 with'],
  [/^Argument name clash/, '有两个参数同名'],
  [
    /^(?:Bad character escape|Bad escape|Expecting Unicode escape|Invalid Unicode escape|Code point out of bounds|Escape sequence)/,
    '反斜杠后面的转义写错了；要写反斜杠本身，写 \\\\',
  ],
  [/^Octal literal|^Invalid escape sequence|in strict mode$/, '这种写法在严格模式下不能用'],
  [
    /^Classes|^Constructor|^Duplicate constructor|^Private|must be declared in an enclosing class/,
    '类的成员写错了',
  ],
  [/^Comma is not permitted after the rest|^Rest elements/, '... 参数要放在最后，后面不能有逗号和默认值'],
  [/^Deleting local variable/, '不能删除变量；释放张量用 dispose()'],
  [/^Illegal 'use strict'/, '这个函数里不能写 "use strict"'],
  [/^Label '(.*)' is already declared/, '标签 {1} 已经用过'],
  [/^Logical expressions and coalesce/, '?? 和 ||、&& 一起用时要加括号'],
  [/^Not enough stack space/, '代码嵌套得太深，请拆成几步'],
  [/^Object pattern can't|^Only '=' operator|^Shorthand property/, '对象里用冒号写值：{ a: 1 }'],
  [/^Optional chaining/, '?. 不能用在这里'],
  [/^Redefinition of/, '同一个属性写了两次'],
  [/^The left-hand side of a for-of|^let is disallowed/, '变量不能叫 let'],
  [/^getter should|^[sS]etter /, 'get 不带参数，set 只带一个参数'],
  [/^Duplicate attribute key/, '同一个属性写了两次'],
  [/^Trailing comma/, '这里不能有多余的逗号'],
]

/** Undefined for a text that is in no table: the caller keeps the original. */
export function parserText(message: string): string | undefined {
  for (const [is, text] of TEXTS) {
    const found = is.exec(message)
    if (found) return text.replace(/\{(\d)\}/g, (_, group: string) => found[Number(group)] ?? '')
  }
  return undefined
}
