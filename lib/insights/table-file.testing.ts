import { strFromU8, unzipSync } from 'fflate'

export async function bytesOf(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return Buffer.concat(all)
}

export const textOf = async (pieces: AsyncIterable<Uint8Array>): Promise<string> =>
  Buffer.from(await bytesOf(pieces)).toString('utf8')

/** RFC 4180, enough to read what was written. */
export function readCsv(text: string): string[][] {
  const rows: string[][] = [[]]
  for (const [, quoted, plain, end] of text
    .replace(/^\uFEFF/, '')
    .matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    rows.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '')
    if (end === '\r\n') rows.push([])
    if (end === '') break
  }
  return rows.filter((row) => row.length > 1)
}

/** The texts and numbers of the first sheet. */
export async function readXlsx(pieces: AsyncIterable<Uint8Array>): Promise<string[][]> {
  const files = unzipSync(await bytesOf(pieces))
  const sheet = strFromU8(files['xl/worksheets/sheet1.xml']!)
  const unescape = (text: string) =>
    text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')
  return [...sheet.matchAll(/<row>(.*?)<\/row>/gs)].map(([, row]) =>
    [
      ...row!.matchAll(
        /<c(?: t="inlineStr"><is><t xml:space="preserve">(.*?)<\/t><\/is>|><v>(.*?)<\/v>)<\/c>/gs,
      ),
    ].map(([, text, number]) => unescape(text ?? number ?? '')),
  )
}
