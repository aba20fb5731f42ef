/** What the kernel says to a trainee; one file a language. */
export type Words = {
  locale: 'zh' | 'en'
  /** A parser's text that no table has. */
  unknownSyntax: (original: string) => string
  refused: {
    /** `import` of anything but TF.js. */
    import: (module: string) => string
    dynamicImport: string
    export: string
    tooLong: string
  }
  hint: {
    layerShape: (given: string, wanted: string, layer: string | undefined) => string
    target: (given: string, wanted: string) => string
    samples: (inputs: string, targets: string) => string
    size: (have: string, wanted: string) => string
    shapes: (left: string, right: string) => string
    matMul: (left: string, right: string) => string
    disposed: string
    promise: string
    undefinedName: (name: string) => string
    notCompiled: string
    kernel: (kernel: string, backend: string) => string
    memory: string
    inputNames: string
    stack: string
  }
  /** An error of TF.js that no rule knows. */
  ofLibrary: string
  /** A tensor where numbers were meant. */
  tensorInExpression: string
  tensorByPosition: string
  nanLoss: (series: string, step: number) => string
  leak: (tensors: number) => string
  stopped: string
  /** What the cell began and did not wait for, while it still goes on. */
  floating: (line: number | undefined) => string
  timers: (line: number | undefined) => string
  /** An error of what nobody waited for, told in the text of its cell. */
  late: (line: number | undefined, message: string) => string
  /** Lines in the middle of a long text. */
  leftOut: (lines: number) => string
  unreadable: string
  memoryFull: (held: string, most: string) => string
  tooLargeTensor: (shape: string, size: string, most: string) => string
  failedCheck: string
  notClose: (actual: string, expected: string, tolerance: string) => string
  noSuchModel: (name: string) => string
  notAModel: (name: string) => string
  tooManyWeights: string
  lateWeights: string
  noSuchFunction: (name: string) => string
  /** A model with one way in and one way out is what can be handed in. */
  oneInput: string
  sharedLayer: (layer: string) => string
  noDataset: (name: string, reason: string) => string
  wrongFiles: (name: string) => string
  /** A reader of TF.js that needs an address, a camera or a microphone. */
  noSource: (call: string) => string
  /** What `tf.data.generator` takes, after “takes”. */
  iterator: string
  wrongArgument: (call: string, wanted: string) => string
}
