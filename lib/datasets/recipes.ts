/** The data sets we know how to prepare. A lesson may name only these. */
import { prepareMnist, type Prepared } from './mnist'

export type Recipe = {
  /** Raised when the recipe's output changes, so that the files move to a new path. */
  revision: number
  prepare: (read: (path: string) => Uint8Array) => Prepared
}

export const RECIPES = {
  mnist: { revision: 1, prepare: prepareMnist },
} as const satisfies Record<string, Recipe>
export type DatasetName = keyof typeof RECIPES

export const DATASETS = Object.keys(RECIPES) as DatasetName[]

export function isDataset(name: string): name is DatasetName {
  return Object.hasOwn(RECIPES, name)
}
