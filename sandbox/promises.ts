/**
 * A promise where a value was meant: `model.predict(x).data()[0]` is undefined, `x[0] + 1` NaN, and neither says that an
 * `await` is missing. What only the awaited value has — numbers by position, the methods of arrays, the history of a
 * training — is therefore an error to ask of a promise, and so is to calculate with one.
 */
import { natives } from './natives'

const POSITIONS = Array.from({ length: 10 }, (_, index) => String(index))
const MEMBERS = (
  'length map forEach reduce filter slice indexOf includes join at every some fill sort toFixed toPrecision ' +
  'history epoch dataSync arraySync print reshape'
).split(' ')

export function guardPromises(message: string): void {
  const { prototype } = natives.NativePromise
  const refuse = () => {
    throw new TypeError(message)
  }
  for (const name of POSITIONS.concat(MEMBERS)) {
    natives.defineProperty(prototype, name, {
      get: refuse,
      // A promise of one's own may have a member by this name.
      set(this: object, value: unknown) {
        natives.defineProperty(this, name, { value, writable: true, enumerable: true, configurable: true })
      },
      configurable: true,
    })
  }
  const keys = [Symbol.toPrimitive, Symbol.iterator]
  for (const key of keys) {
    natives.defineProperty(prototype, key, { value: refuse, writable: true, configurable: true })
  }
}
