/** The text of a file as spreadsheets write it: UTF-8, UTF-16 with its mark, or GB 18030 from an older Excel. */
export type Decoded = { text: string } | { fault: 'unreadable' | 'spreadsheet' }

export function decodeText(bytes: Uint8Array): Decoded {
  // Both kinds of Excel's own files: a ZIP, and what came before it.
  if (begins(bytes, [0x50, 0x4b, 3, 4]) || begins(bytes, [0xd0, 0xcf, 0x11, 0xe0]))
    return { fault: 'spreadsheet' }
  for (const encoding of encodings(bytes)) {
    try {
      const text = new TextDecoder(encoding, { fatal: true }).decode(bytes)
      // No text has NUL in it: the file is something else, or in another encoding.
      return text.includes('\0') ? { fault: 'unreadable' } : { text }
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
  return { fault: 'unreadable' }
}

const begins = (bytes: Uint8Array, start: readonly number[]): boolean =>
  start.every((byte, index) => bytes[index] === byte)

function encodings(bytes: Uint8Array): string[] {
  if (begins(bytes, [0xff, 0xfe])) return ['utf-16le']
  if (begins(bytes, [0xfe, 0xff])) return ['utf-16be']
  return ['utf-8', 'gb18030']
}
