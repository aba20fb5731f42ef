/**
 * Reads the part of XML a drawing needs: elements, attributes, text, comments. No DOCTYPE, no processing
 * instructions, no CDATA, no entities but the five and numbers, so there is nothing to expand or fetch.
 */
export type XmlElement = {
  name: string
  attributes: [name: string, value: string][]
  children: (XmlElement | string)[]
  /** Offset in the text. */
  at: number
}
export type XmlFault = { reason: { zh: string; en: string }; at: number }

const NAME = /[A-Za-z_][\w.:-]*/y
const ENTITY = /&(?:(amp|lt|gt|quot|apos)|#(\d{1,7})|#x([\da-fA-F]{1,6}));/g
const NAMED = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" } as const

class Fault extends Error {
  constructor(readonly fault: XmlFault) {
    super(fault.reason.en)
  }
}

/** @param depth how many levels of elements to accept */
export function readXml(text: string, depth: number): XmlElement | XmlFault {
  try {
    return new Reader(text, depth).document()
  } catch (error) {
    if (error instanceof Fault) return error.fault
    throw error
  }
}

class Reader {
  private at = 0
  constructor(
    private readonly text: string,
    private readonly depth: number,
  ) {}

  document(): XmlElement {
    if (this.text.startsWith('\uFEFF')) this.at = 1
    // The one declaration that drawing programs write; it says nothing we use.
    const declaration = /<\?xml [^<>]*\?>/y
    declaration.lastIndex = this.at
    if (declaration.test(this.text)) this.at = declaration.lastIndex
    this.skipBlank()
    const root = this.element(1)
    this.skipBlank()
    if (this.at < this.text.length)
      this.fail('根元素之后还有内容', 'there is something after the root element')
    return root
  }

  private element(level: number): XmlElement {
    const at = this.at
    if (level > this.depth) this.fail('嵌套太深', 'it is nested too deeply')
    this.expect('<')
    const name = this.name()
    const attributes = this.attributes()
    if (this.take('/>')) return { name, attributes, children: [], at }
    this.expect('>')
    const children: XmlElement['children'] = []
    while (!this.text.startsWith('</', this.at)) {
      if (this.at >= this.text.length) this.fail(`<${name}> 没有结束标签`, `<${name}> is not closed`)
      if (this.take('<!--')) this.comment()
      else if (this.text[this.at] === '<') children.push(this.element(level + 1))
      else children.push(this.words())
    }
    this.expect('</')
    if (this.name() !== name) this.fail(`结束标签应当是 </${name}>`, `the closing tag should be </${name}>`)
    this.blank()
    this.expect('>')
    return { name, attributes, children, at }
  }

  private attributes(): XmlElement['attributes'] {
    const found: XmlElement['attributes'] = []
    for (;;) {
      const spaced = this.blank()
      if (this.text[this.at] === '>' || this.text.startsWith('/>', this.at)) return found
      if (!spaced) this.fail('属性前面要有空格', 'an attribute needs a space before it')
      const name = this.name()
      if (found.some(([other]) => other === name)) this.fail(`${name} 写了两次`, `${name} is written twice`)
      this.blank()
      this.expect('=')
      this.blank()
      const quote = this.take('"')
        ? '"'
        : this.take("'")
          ? "'"
          : this.fail('属性值要加引号', 'quote the value')
      const end = this.text.indexOf(quote, this.at)
      const value = this.text.slice(this.at, end)
      if (end < 0 || value.includes('<')) this.fail('属性值没有结束', 'the value is not closed')
      found.push([name, this.decode(value)])
      this.at = end + 1
    }
  }

  private words(): string {
    const end = this.text.indexOf('<', this.at)
    if (end < 0) this.fail('没有结束标签', 'a closing tag is missing')
    const value = this.decode(this.text.slice(this.at, end))
    this.at = end
    return value
  }

  private comment(): void {
    const end = this.text.indexOf('-->', this.at)
    if (end < 0) this.fail('注释没有结束', 'the comment is not closed')
    this.at = end + 3
  }

  private skipBlank(): void {
    do this.blank()
    while (this.take('<!--') && (this.comment(), true))
  }

  private decode(value: string): string {
    const rest = value.replace(ENTITY, '')
    if (rest.includes('&')) this.fail('不认识的实体，& 要写成 &amp;', 'unknown entity: write &amp; for &')
    return value.replace(
      ENTITY,
      (_, named: keyof typeof NAMED | undefined, decimal?: string, hex?: string) => {
        if (named) return NAMED[named]
        const point = decimal ? Number(decimal) : Number.parseInt(hex ?? '', 16)
        const surrogate = point >= 0xd800 && point <= 0xdfff
        if (point < 32 || point > 0x10ffff || surrogate) this.fail('不认识的字符', 'unknown character')
        return String.fromCodePoint(point)
      },
    )
  }

  private name(): string {
    NAME.lastIndex = this.at
    const found = NAME.exec(this.text)?.[0]
    if (!found) this.fail('这里应当是标签或属性的名字', 'a name of a tag or an attribute is due here')
    this.at += found.length
    return found
  }

  private blank(): boolean {
    const start = this.at
    while (' \t\r\n'.includes(this.text[this.at] ?? 'x')) this.at++
    return this.at > start
  }

  private take(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false
    this.at += token.length
    return true
  }

  private expect(token: string): void {
    if (!this.take(token)) this.fail(`这里应当是 ${token}`, `${token} is due here`)
  }

  private fail(zh: string, en: string): never {
    throw new Fault({ reason: { zh, en }, at: Math.min(this.at, this.text.length) })
  }
}
