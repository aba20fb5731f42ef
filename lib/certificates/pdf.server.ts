/** A certificate on a sheet of A4, in both languages, tagged for readers that speak. */
import 'server-only'
import PDFDocument from 'pdfkit'
import { site } from '../auth/environment.server'
import { findLesson } from '../content/source.server'
import { stageBy } from '../curriculum/catalog'
import { catalog } from '../curriculum/catalog.server'
import { unnamed, type Words } from '../curriculum/words'
import { chooseFaces } from './faces'
import { certificateFaces, certificateFont, type FaceName, type Weight } from './font.server'
import type { Certificate } from './read.server'
import { certificateWords, dayIn, inBoth } from './words.server'

const PAPER = { width: 841.89, height: 595.28 }
const MARGIN = 64
const WIDTH = PAPER.width - 2 * MARGIN
const INK = '#221f1a'
const SOFT = '#6b6458'
const RULE = '#8d8473'
const EMBER = '#b23c14'
const DANGER = '#a3231f'

/** What stands on the sheet beside the certificate itself. */
export type Sheet = {
  stage: Words
  titleOf(lesson: string): Words
  /** Where anybody can look it up. */
  address: string
}

export function sheetOf({ stage, code }: Certificate): Sheet {
  return {
    stage: stageBy(catalog(), stage).title,
    titleOf: (id) => {
      const known = findLesson(id)
      // A lesson that has left the curriculum keeps its id.
      return known ? inBoth((locale) => known.text[locale].title) : unnamed(id)
    },
    address: `${site().origin}/certificates/${code}`,
  }
}

/** @returns the file's bytes, about 30 KB */
export function drawCertificate(
  certificate: Certificate,
  sheet: Sheet = sheetOf(certificate),
): Promise<Buffer> {
  const words = inBoth(certificateWords)
  const document = new PDFDocument({
    size: 'A4',
    layout: 'landscape',
    margin: 0,
    lang: 'zh-CN',
    tagged: true,
    pdfVersion: '1.7',
    displayTitle: true,
    font: certificateFont('regular') as unknown as string,
    info: { Title: words.zh('pdf.title', { name: certificate.name }), CreationDate: certificate.issuedAt },
  })
  const bytes = collect(document)
  document.registerFont('regular', certificateFont('regular'))
  document.registerFont('bold', certificateFont('bold'))
  drawFrame(document)
  const body = document.struct('Document')
  document.addStructure(body)

  type Line = { size: number; y: number; font?: 'regular' | 'bold'; colour?: string }
  const write = (tag: 'H1' | 'H2' | 'P', text: string, { size, y, font = 'regular', colour = INK }: Line) => {
    body.add(
      document.struct(tag, {}, () => {
        const runs = chooseFaces(text, certificateFaces()).runs.map((run) => ({
          ...run,
          font: registered(document, font, run.face),
        }))
        const widths = (points: number) =>
          runs.map((run) => document.font(run.font).fontSize(points).widthOfString(run.text))
        const sum = (list: readonly number[]) => list.reduce((all, one) => all + one, 0)
        const fits = Math.min(size, (size * WIDTH) / Math.max(1, sum(widths(size))))
        const each = widths(fits)
        document.fillColor(colour)
        // Faces sit on one line by their foot, not by the head of their boxes.
        const foot = y + size
        let x = MARGIN + (WIDTH - sum(each)) / 2
        for (const [index, run] of runs.entries()) {
          document.font(run.font).fontSize(fits)
          document.text(run.text, x, foot, { lineBreak: false, baseline: 'alphabetic' })
          x += each[index]!
        }
      }),
    )
  }

  write('H1', words.zh('pdf.heading'), { size: 38, y: 84, font: 'bold' })
  write('P', words.en('pdf.heading'), { size: 13, y: 138, colour: SOFT })
  write('H2', certificate.name, { size: 30, y: 182, font: 'bold' })
  write('P', words.zh('pdf.for', { stage: sheet.stage.zh }), { size: 14, y: 236 })
  write('P', words.en('pdf.for', { stage: sheet.stage.en }), { size: 11, y: 260, colour: SOFT })
  drawLessons(document, body, certificate, sheet)
  const day = inBoth((locale) => dayIn(locale, certificate.issuedAt))
  write('P', `${words.zh('pdf.issued', { day: day.zh })} · ${words.en('pdf.issued', { day: day.en })}`, {
    size: 11,
    y: 470,
  })
  const { revokedAt, replacedBy } = certificate
  if (revokedAt !== null) {
    const both = inBoth((locale) =>
      words[locale](replacedBy ? 'pdf.replaced' : 'pdf.revoked', { day: dayIn(locale, revokedAt) }),
    )
    write('P', `${both.zh} · ${both.en}`, { size: 13, y: 492, font: 'bold', colour: DANGER })
  }
  const { missing } = chooseFaces(certificate.name, certificateFaces())
  if (missing.length > 0) {
    const characters = missing.map(codeOf).join(' ')
    const both = inBoth((locale) => words[locale]('pdf.warning', { characters }))
    write('P', `${both.zh} ${both.en}`, { size: 9, y: 222, colour: DANGER })
  }
  write('P', `${words.zh('pdf.verify')} · ${words.en('pdf.verify')}`, { size: 9, y: 514, colour: SOFT })
  write('P', sheet.address, { size: 9, y: 528, colour: SOFT })
  body.end()
  document.end()
  return bytes
}

/** Registered under a name of its own when it is first used: most certificates need one face. */
function registered(document: PDFKit.PDFDocument, weight: Weight, face: FaceName): string {
  const name = `${face} ${weight}`
  document.registerFont(name, certificateFont(weight, face))
  return name
}

/** A character by its number, as no face here can draw it: U+1D11E. */
const codeOf = (character: string) =>
  [...character]
    .map((one) => `U+${one.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')}`)
    .join(' ')

function collect(document: PDFKit.PDFDocument): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const pieces: Buffer[] = []
    document.on('data', (piece: Buffer) => pieces.push(piece))
    document.on('end', () => resolve(Buffer.concat(pieces)))
    document.on('error', reject)
  })
}

/** Two hairlines, and the mark: a mould with molten metal in it. Decoration, so no reader is told of it. */
function drawFrame(document: PDFKit.PDFDocument): void {
  document.markContent('Artifact', { type: 'Layout' })
  document.lineWidth(1.2).strokeColor(RULE)
  document.rect(28, 28, PAPER.width - 56, PAPER.height - 56).stroke()
  document
    .lineWidth(0.4)
    .rect(34, 34, PAPER.width - 68, PAPER.height - 68)
    .stroke()
  document
    .save()
    .translate(PAPER.width / 2 - 14, 46)
    .scale(28 / 24)
  document
    .path('M3 4h18v3h-2.5v9.5A4.5 4.5 0 0 1 14 21h-4a4.5 4.5 0 0 1-4.5-4.5V7H3z')
    .fill(INK)
    .path('M8.5 11.5c1.2-1 2.3 1 3.5 0s2.3-1 3.5 0v5a2 2 0 0 1-2 2h-3a2 2 0 0 1-2-2z')
    .fill(EMBER)
  document.restore()
  document.endMarkedContent()
}

/** Lessons with the version proved and the day, in two columns; small print gives way when there are many. */
function drawLessons(
  document: PDFKit.PDFDocument,
  body: PDFKit.PDFStructureElement,
  { lessons }: Certificate,
  { titleOf }: Sheet,
): void {
  const words = inBoth(certificateWords)
  // A few stand in the middle; more, in two columns.
  const columns = lessons.length <= 4 ? 1 : 2
  const rows = Math.ceil(lessons.length / columns)
  const height = Math.min(30, 164 / Math.max(1, rows))
  const size = Math.min(10.5, height / 2.4)
  const column = columns === 1 ? 300 : (WIDTH - 32) / 2
  const left = columns === 1 ? (PAPER.width - column) / 2 : MARGIN
  const list = document.struct('L')
  body.add(list)
  for (const [index, { lesson, version, verifiedAt }] of lessons.entries()) {
    const x = left + (index < rows ? 0 : column + 32)
    const y = 294 + (index % rows) * height
    const title = titleOf(lesson)
    const note = inBoth((locale) => words[locale]('pdf.lesson', { version, day: dayIn(locale, verifiedAt) }))
    const one = (text: string, top: number, points: number, colour: string) => {
      document.font('regular').fontSize(points).fillColor(colour)
      document.text(text, x, top, { width: column, height: points * 1.5, ellipsis: true, lineBreak: false })
    }
    list.add(
      document.struct('LI', {}, [
        document.struct('LBody', {}, () => {
          one(`${title.zh}　${note.zh}`, y, size, INK)
          one(`${title.en} · ${note.en}`, y + size * 1.35, size * 0.8, SOFT)
        }),
      ]),
    )
  }
  list.end()
}
