/** What of `tf.data` a cell has: no files by address, no camera, no microphone. */
export { array, Dataset, func, generator, zip } from '@tensorflow/tfjs-data'
