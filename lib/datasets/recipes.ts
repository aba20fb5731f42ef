/** The data sets we know how to prepare. A lesson may name only these. */
import { CIFAR10_EXAMINATION, prepareCifar10 } from './cifar10'
import { FASHION_EXAMINATION, MNIST_EXAMINATION, prepareFashion, prepareMnist } from './mnist'
import { MOONS_EXAMINATION, prepareMoons } from './moons'
import type { Recipe } from './recipe'
import { prepareSentiment, SENTIMENT_EXAMINATION } from './sentiment'
import { prepareHousing, preparePenguins, preparePoems } from './tables'

export const RECIPES = {
  mnist: { revision: 1, hidden: 'uint8', examination: MNIST_EXAMINATION, prepare: prepareMnist },
  fashion: { revision: 1, hidden: 'uint8', examination: FASHION_EXAMINATION, prepare: prepareFashion },
  cifar10: {
    revision: 1,
    hidden: 'uint8',
    examination: CIFAR10_EXAMINATION,
    prepare: (read) => prepareCifar10(read),
  },
  moons: { revision: 1, hidden: 'float32', examination: MOONS_EXAMINATION, prepare: prepareMoons },
  housing: { revision: 1, prepare: prepareHousing },
  penguins: { revision: 1, prepare: preparePenguins },
  sentiment: { revision: 2, hidden: 'int32', examination: SENTIMENT_EXAMINATION, prepare: prepareSentiment },
  poems: { revision: 1, prepare: preparePoems },
} as const satisfies Record<string, Recipe>
export type DatasetName = keyof typeof RECIPES

export const DATASETS = Object.keys(RECIPES) as DatasetName[]

export const recipeOf = (name: DatasetName): Recipe => RECIPES[name]

export function isDataset(name: string): name is DatasetName {
  return Object.hasOwn(RECIPES, name)
}
