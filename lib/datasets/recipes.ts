/** The data sets we know how to prepare. A lesson may name only these. */
import { prepareCifar10 } from './cifar10'
import { prepareFashion, prepareMnist } from './mnist'
import { prepareMoons } from './moons'
import type { Recipe } from './recipe'
import { prepareSentiment } from './sentiment'
import { prepareHousing, preparePenguins, preparePoems } from './tables'

export const RECIPES = {
  mnist: { revision: 1, hidden: 'uint8', prepare: prepareMnist },
  fashion: { revision: 1, hidden: 'uint8', prepare: prepareFashion },
  cifar10: { revision: 1, hidden: 'uint8', prepare: (read) => prepareCifar10(read) },
  moons: { revision: 1, hidden: 'float32', prepare: prepareMoons },
  housing: { revision: 1, prepare: prepareHousing },
  penguins: { revision: 1, prepare: preparePenguins },
  sentiment: { revision: 2, hidden: 'int32', prepare: prepareSentiment },
  poems: { revision: 1, prepare: preparePoems },
} as const satisfies Record<string, Recipe>
export type DatasetName = keyof typeof RECIPES

export const DATASETS = Object.keys(RECIPES) as DatasetName[]

export const recipeOf = (name: DatasetName): Recipe => RECIPES[name]

export function isDataset(name: string): name is DatasetName {
  return Object.hasOwn(RECIPES, name)
}
