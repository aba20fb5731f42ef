import type { Words } from './words'

export const en: Words = {
  locale: 'en',
  unknownSyntax: (original) => original,
  refused: {
    import: (module) =>
      `A cell cannot import “${module}”. tf, datasets, show and live are already here; no import is needed.`,
    dynamicImport:
      'A cell has no network, so import() cannot work. What you need is already here: tf, datasets, show and live.',
    export: 'A cell needs no export: what you declare at the top level is there for the cells below.',
    tooLong: 'This code is too long. Split it into several cells.',
  },
  hint: {
    layerShape: (given, wanted, layer) =>
      `The shapes do not fit: ${layer === undefined ? 'the layer' : `layer “${layer}”`} takes ${wanted} but was given ` +
      `${given}. Check inputShape, or reshape the data first.`,
    target: (given, wanted) =>
      `The targets do not fit the model's output: it gives ${wanted} for each example, the targets are ${given}. ` +
      'Check units of the last layer, or whether the targets should be one-hot.',
    samples: (inputs, targets) =>
      `There are ${inputs} inputs but ${targets} targets; they must come in pairs.`,
    size: (have, wanted) =>
      `reshape keeps the number of values: there are ${have}, which cannot be laid out as ${wanted}.`,
    shapes: (left, right) =>
      `The shapes of the two tensors do not fit: ${left} and ${right}. Elementwise operations need equal shapes, ` +
      'or a 1 in the axis that differs (broadcasting).',
    matMul: (left, right) =>
      `A matrix product needs as many columns on the left as rows on the right; here it is ${left} times ${right}. ` +
      'Perhaps one of them must be transposed.',
    disposed:
      'This tensor has been disposed. It was made inside tf.tidy, or dispose() was called; to keep it, return it from ' +
      'tidy or use tf.keep.',
    promise: 'This is a Promise, not a tensor: an await is probably missing before it.',
    undefinedName: (name) =>
      `“${name}” is not defined yet. Check the spelling; if another cell declares it, run that cell first.`,
    notCompiled:
      'The model is not compiled. Call model.compile({ optimizer, loss }) before training or evaluating.',
    kernel: (kernel, backend) =>
      `The ${backend} backend has no ${kernel} operation. Run on another backend, or write it differently.`,
    memory:
      'Memory ran out. Use a smaller batchSize or less data, free intermediate tensors with tf.tidy, and restart the kernel.',
    inputNames: 'The number of arrays given differs from the number of inputs of the model.',
    stack: 'A function keeps calling itself without end. Check where the recursion stops.',
  },
  ofLibrary: 'This comes from TensorFlow.js. Check the shapes, dtypes and names given on this line.',
  tensorInExpression:
    'Tensors are not calculated with + - * / nor compared: use a.add(b), a.sub(b), a.mul(b), a.div(b). In a text write `${a}`; for a number (await a.data())[0].',
  tensorByPosition: 'A tensor has no [ ]: write const values = await x.array() first, or use x.slice(…).',
  nanLoss: (series, step) =>
    `At step ${step} ${series} became NaN and training was ended: no later weight would mean anything. ` +
    'Usual causes: too large a learning rate (try a tenth), NaN in the data, the logarithm of 0, inputs that are not scaled.',
  leak: (tensors) =>
    `${tensors} tensors are alive, so memory keeps growing. Put intermediate work in tf.tidy(() => { … }) and look at tf.memory().`,
  floating: (line) =>
    `${line === undefined ? 'This cell started training that' : `The training started on line ${line}`} was not awaited: ` +
    'put await in front of it. It goes on, and the cell ends when it does; press Stop to end it now.',
  timers: (line) =>
    `${line === undefined ? 'A timer of this cell' : `The timer started on line ${line}`} is still running. ` +
    'End it with clearInterval, or press Stop.',
  late: (line, message) =>
    `${line === undefined ? 'Failed after the code had ended: ' : `Line ${line} failed later: `}${message}`,
  leftOut: (lines) => `… ${lines} lines left out …`,
  memoryFull: (held, most) =>
    `The tensors and arrays of all cells would take ${held}; the limit is ${most}. Give other values to variables you no longer need, put what you compute on the way into tf.tidy(() => { … }), or use less data; Restart clears everything.`,
  tooLargeTensor: (shape, size, most) =>
    `A tensor of shape ${shape} takes ${size}; one tensor may take ${most} here. Use a smaller shape, or compute in batches.`,
  unreadable: 'What was thrown cannot be read. Throw new Error(…) instead.',
  stopped: 'Stopped',
  failedCheck: 'The check did not pass',
  notClose: (actual, expected, tolerance) =>
    `got ${actual}, which should be close to ${expected} (within ${tolerance})`,
  noSuchModel: (name) =>
    `There is no variable called “${name}”. Run the cell that trains it first, and keep the name the lesson uses.`,
  notAModel: (name) =>
    `“${name}” is not a tf.LayersModel. A model made by tf.sequential or tf.model is needed here.`,
  lateWeights:
    'The weights of the model could not be read within half a minute. Restart the kernel, train again, and hand in again.',
  tooManyWeights: 'The model is too large to hand in: its weights may hold four million numbers at the most.',
  noSuchFunction: (name) =>
    `There is no function called “${name}”. Run the cell that defines it, and keep the name the lesson uses.`,
  oneInput:
    'A model that can be handed in has one input and one output. Use tf.sequential, or tf.model with one of each.',
  sharedLayer: (layer) =>
    `The layer “${layer}” is used more than once in the model, which cannot be verified. Make a layer of its own for each place.`,
  noDataset: (name, reason) => `The data set “${name}” could not be read: ${reason}`,
  wrongFiles: (name) =>
    `Files of the data set “${name}” are incomplete. Reload the page; if that does not help, tell an administrator.`,
  noSource: (call) =>
    `${call} reads from outside, and a cell has no network, camera or microphone. Read data with datasets, and make ` +
    'a data set of it with tf.data.array or tf.data.generator.',
  iterator: 'a function that gives an iterator, such as function* () { yield … }',
  wrongArgument: (call, wanted) => `${call} takes ${wanted}.`,
}
