'use client'

/** The text of a file as spreadsheets write it: UTF-8, or GB 18030 from an older Excel; undefined for anything else. */
export async function readText(file: File): Promise<string | undefined> {
  const bytes = await file.arrayBuffer()
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch (error) {
      if (!(error instanceof TypeError)) throw error
    }
  }
  return undefined
}
