/**
 * The names that an ICU message takes, with their kinds, and the tags it wraps text in: `{count, plural, …}` gives
 * `count:plural`, `{name}` gives `name`, `<b>…</b>` gives `<b>`. Enough to compare two translations; quoted text
 * ('{') is skipped. Sorted, each once.
 */
export function argumentsOf(message: string): string[] {
  const found = new Set<string>()
  scan(message.replaceAll("''", '').replaceAll(/'[{}<>][^']*'/g, ''), found)
  return [...found].toSorted()
}

function scan(text: string, found: Set<string>): void {
  for (const tag of text.matchAll(/<([a-zA-Z][\w-]*)\s*\/?>/g)) found.add(`<${tag[1]}>`)
  for (let at = text.indexOf('{'); at >= 0;) {
    const end = closing(text, at)
    const inside = text.slice(at + 1, end)
    const [name = '', kind] = inside.split(',', 2).map((part) => part.trim())
    found.add(kind ? `${name}:${kind}` : name)
    if (kind && ['plural', 'select', 'selectordinal'].includes(kind)) {
      for (let branch = inside.indexOf('{'); branch >= 0;) {
        const branchEnd = closing(inside, branch)
        scan(inside.slice(branch + 1, branchEnd), found)
        branch = inside.indexOf('{', branchEnd + 1)
      }
    }
    at = text.indexOf('{', end + 1)
  }
}

/** Where the brace opened at `open` closes; the end of the text when it does not. */
function closing(text: string, open: number): number {
  for (let at = open, depth = 0; at < text.length; at++) {
    if (text[at] === '{') depth++
    if (text[at] === '}' && --depth === 0) return at
  }
  return text.length
}
