import { useTranslations } from 'next-intl'
import type { OutputOf } from '@/lib/runtime/outputs'
import { ScrollBox } from '@/components/ui/scroll-box'

const writeShape = (shape: (number | null)[]) => shape.map((size) => size ?? '–').join(' × ')

/** `model.summary()` as a table; the dash in a shape is the batch. */
export function ModelOutput({ output }: { output: OutputOf<'model'> }) {
  const t = useTranslations('outputs')
  const { name, layers, parameters, trainable } = output
  return (
    <div className="output-block">
      <ScrollBox label={t('model', { name })}>
        <table className="output-table">
          <caption>{t('model', { name })}</caption>
          <thead>
            <tr>
              <th scope="col" data-words="">
                {t('layer')}
              </th>
              <th scope="col" data-words="">
                {t('type')}
              </th>
              <th scope="col">{t('shape')}</th>
              <th scope="col" data-words="">
                {t('activation')}
              </th>
              <th scope="col">{t('parameters')}</th>
            </tr>
          </thead>
          <tbody>
            {layers.map((layer, index) => (
              <tr key={index}>
                <td data-words="" className="font-code">
                  {layer.name}
                </td>
                <td data-words="">{layer.type}</td>
                <td className="font-code">{writeShape(layer.outputShape)}</td>
                <td data-words="">{layer.activation ?? '—'}</td>
                <td>{t('count', { count: layer.parameters })}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row" colSpan={4}>
                {t('totalParameters')}
              </th>
              <td>{t('count', { count: parameters })}</td>
            </tr>
          </tfoot>
        </table>
      </ScrollBox>
      {trainable !== parameters && (
        <p className="m-0 text-ink-faint">{t('trainable', { count: trainable })}</p>
      )}
    </div>
  )
}
