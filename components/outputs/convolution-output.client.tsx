'use client'
import { useTranslations } from 'next-intl'
import { useId, useState } from 'react'
import type { OutputOf } from '@/lib/runtime/outputs'
import { FigureBox } from './figure-box'
import { writeNumber } from './number'
import { PixelGrid } from './pixel-grid'
import { scaleOf, shade, tint, type Scale } from './shades'
import { useWidth } from './use-width.client'

/** The window begins where the answer is strongest: there is something to see. */
const strongest = (values: readonly number[]) =>
  values.reduce((best, value, index) => (Math.abs(value) > Math.abs(values[best]!) ? index : best), 0)

/** A picture, a window on it, and what the kernel makes of it: patch × kernel, summed. */
export function ConvolutionOutput({ output }: { output: OutputOf<'convolution'> }) {
  const t = useTranslations('outputs')
  const [box, width] = useWidth()
  const { height: down, width: across, kernelHeight, kernelWidth, image, kernel, result } = output
  const [rows, columns] = [down - kernelHeight + 1, across - kernelWidth + 1]
  const [place, setPlace] = useState(() => strongest(result))
  const [row, column] = [Math.floor(place / columns), place % columns]
  const patch = kernel.map((_, index) => {
    const [dy, dx] = [Math.floor(index / kernelWidth), index % kernelWidth]
    return image[(row + dy) * across + column + dx]!
  })
  const products = patch.map((value, index) => value * kernel[index]!)
  const side = Math.min(250, width > 460 ? (width - 28) / 2 : width)
  const move = (toRow: number, toColumn: number) =>
    setPlace(Math.min(rows - 1, toRow) * columns + Math.min(columns - 1, toColumn))
  const scales = {
    image: scaleOf(image, 'sequential'),
    signed: scaleOf([...kernel], 'diverging'),
    products: scaleOf(products, 'diverging'),
    result: scaleOf(result, 'diverging'),
  }
  return (
    <FigureBox caption={output.caption ?? t('convolution')} box={box}>
      <div className="flex flex-wrap gap-6">
        <figure className="m-0">
          <figcaption className="text-ink-soft">{t('image', { height: down, width: across })}</figcaption>
          <PixelGrid
            height={down}
            width={across}
            values={image}
            scale={scales.image}
            side={side}
            label={t('image', { height: down, width: across })}
            window={{ row, column, height: kernelHeight, width: kernelWidth }}
            onPick={(y, x) =>
              move(
                Math.max(0, y - Math.floor(kernelHeight / 2)),
                Math.max(0, x - Math.floor(kernelWidth / 2)),
              )
            }
          />
        </figure>
        <figure className="m-0">
          <figcaption className="text-ink-soft">{t('resultOf', { height: rows, width: columns })}</figcaption>
          <PixelGrid
            height={rows}
            width={columns}
            values={result}
            scale={scales.result}
            side={side}
            label={t('resultOf', { height: rows, width: columns })}
            window={{ row, column, height: 1, width: 1 }}
            onPick={move}
          />
        </figure>
      </div>
      <p className="mt-2 mb-0 text-ink-soft">{t('windowKeys')}</p>
      <Slider label={t('row')} last={rows - 1} value={row} change={(to) => move(to, column)} />
      <Slider label={t('column')} last={columns - 1} value={column} change={(to) => move(row, to)} />
      <div className="mt-2 flex flex-wrap items-center gap-3" aria-live="polite">
        <Matrix name={t('patch')} values={patch} width={kernelWidth} scale={scales.image} />
        <span aria-hidden>⊙</span>
        <Matrix name={t('kernel')} values={kernel} width={kernelWidth} scale={scales.signed} />
        <span aria-hidden>=</span>
        <Matrix name={t('product')} values={products} width={kernelWidth} scale={scales.products} />
        <span>
          {t('sum')} <b className="tabular-nums">{writeNumber(result[place]!, 4)}</b>
        </span>
      </div>
    </FigureBox>
  )
}

type SliderProps = { label: string; last: number; value: number; change(to: number): void }

function Slider({ label, last, value, change }: SliderProps) {
  const id = useId()
  return (
    <div className="flex max-w-115 items-center gap-3">
      <label htmlFor={id} className="min-w-12 text-ink-soft">
        {label}
      </label>
      <input
        id={id}
        type="range"
        className="min-h-10 flex-1 accent-ember"
        min={0}
        max={last}
        value={value}
        onChange={(event) => change(Number(event.target.value))}
      />
      <output htmlFor={id} className="min-w-8 text-right tabular-nums">
        {value}
      </output>
    </div>
  )
}

type MatrixProps = { name: string; values: number[]; width: number; scale: Scale }

function Matrix({ name, values, width, scale }: MatrixProps) {
  const rows = Array.from({ length: values.length / width }, (_, row) =>
    values.slice(row * width, (row + 1) * width),
  )
  return (
    <table className="output-table output-heat">
      <caption>{name}</caption>
      <tbody>
        {rows.map((row, index) => (
          <tr key={index}>
            {row.map((value, column) => (
              <td key={column} style={{ background: tint(shade(value, scale)) }}>
                {writeNumber(value, 3)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
