/** Every layer there is. A new member of `LayerSpec` is a type error here until it has an entry. */
import type { LayerOf, LayerSpec, LayerType } from '../../curriculum/layers'
import { CONVOLUTIONS, POOLS } from './convolution'
import type { LayerKind } from './kind'
import { MERGES } from './merge'
import { PLAIN } from './plain'
import { RECURRENCES } from './recurrence'

const KINDS = {
  ...PLAIN,
  ...CONVOLUTIONS,
  ...POOLS,
  ...RECURRENCES,
  ...MERGES,
} satisfies { [T in LayerType]: LayerKind<LayerOf<T>> }

export const kindOf = (spec: Pick<LayerSpec, 'type'>): LayerKind => KINDS[spec.type] as unknown as LayerKind

const BY_CLASS = new Map<string, LayerType>(
  (Object.keys(KINDS) as LayerType[]).flatMap((type) =>
    kindOf({ type }).classNames.map((name): [string, LayerType] => [name, type]),
  ),
)

/** The member that a class of TF.js belongs to; undefined for one that we do not build. */
export const typeOf = (className: string): LayerType | undefined => BY_CLASS.get(className)
