'use client'
import { useTranslations } from 'next-intl'
import { useEffect, useRef } from 'react'
import type { OutputOf } from '@/lib/runtime/outputs'
import { toRgba } from './rgba'

/** Side of a drawn picture in CSS pixels: whole multiples of its own, so that pixels stay square. */
const scaleOf = (width: number) => Math.max(1, Math.floor(64 / width))

/** Small pictures in a grid. A wrong prediction is marked by a frame, a cross and the word, not by colour alone. */
export function ImagesOutput({ output }: { output: OutputOf<'images'> }) {
  const t = useTranslations('outputs')
  const { caption, count, height, width, labels, predictions } = output
  const wrong = predictions ? predictions.filter((said, index) => labels && said !== labels[index]).length : 0
  const scale = scaleOf(width)
  return (
    <figure className="output-block m-0" aria-label={caption ?? t('images', { count })}>
      {(caption || predictions) && (
        <figcaption className="mb-1 text-ink-soft">
          {caption} {predictions && labels && t('wrongOf', { wrong, count })}
        </figcaption>
      )}
      <ul className="m-0 flex list-none flex-wrap gap-2 p-0">
        {Array.from({ length: count }, (_, index) => {
          const label = labels?.[index]
          const said = predictions?.[index]
          const isWrong = said !== undefined && label !== undefined && said !== label
          const words = isWrong
            ? t('saidNot', { said, label })
            : (said ?? label ?? t('imageNumber', { number: index + 1 }))
          return (
            <li
              key={index}
              className="m-0 flex flex-col items-center p-0"
              style={{ width: width * scale + 4 }}
            >
              <Picture output={output} index={index} scale={scale} label={words} wrong={isWrong} />
              {(label ?? said) !== undefined && (
                <span
                  className={`max-w-full truncate ${isWrong ? 'font-semibold text-danger' : 'text-ink-soft'}`}
                  title={words}
                >
                  {isWrong ? `✕ ${said} ≠ ${label}` : (said ?? label)}
                </span>
              )}
            </li>
          )
        })}
      </ul>
      <span className="sr-only">{t('imageSize', { width, height })}</span>
    </figure>
  )
}

type PictureProps = {
  output: OutputOf<'images'>
  index: number
  scale: number
  label: string
  wrong: boolean
}

function Picture({ output, index, scale, label, wrong }: PictureProps) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const { width, height } = output
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    if (!context) return
    context.putImageData(new ImageData(toRgba(output, index), width, height), 0, 0)
  }, [output, index, width, height])
  return (
    // A canvas is drawn from bytes; an <img> would need a URL for each picture.
    <canvas
      ref={canvas}
      width={width}
      height={height}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="img"
      aria-label={label}
      className={wrong ? 'outline-2 outline-dashed outline-danger' : 'outline outline-rule'}
      style={{ width: width * scale, height: height * scale, imageRendering: 'pixelated' }}
    />
  )
}
