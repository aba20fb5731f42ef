/** Names that TF.js 4.22 takes as text. A test holds each of them against the library. */
export const CHOICES = {
  loss:
    'meanSquaredError meanAbsoluteError meanAbsolutePercentageError meanSquaredLogarithmicError squaredHinge hinge ' +
    'categoricalHinge logcosh categoricalCrossentropy sparseCategoricalCrossentropy binaryCrossentropy ' +
    'kullbackLeiblerDivergence poisson cosineProximity',
  Optimizer: 'sgd adam adamax adagrad adadelta rmsprop',
  metric:
    'accuracy acc binaryAccuracy categoricalAccuracy precision ' +
    'categoricalCrossentropy sparseCategoricalCrossentropy mse mae mape cosine',
  activation:
    'relu sigmoid tanh softmax linear elu selu relu6 softplus softsign hardSigmoid swish mish gelu gelu_new logSoftmax',
  initializer:
    'glorotUniform glorotNormal heUniform heNormal leCunUniform leCunNormal randomUniform randomNormal ' +
    'truncatedNormal zeros ones identity orthogonal varianceScaling',
  regularizer: 'l1l2',
  constraint: 'maxNorm minMaxNorm nonNeg unitNorm',
} satisfies Record<string, string>

export type Choice = keyof typeof CHOICES
export const choicesOf = (choice: Choice): string[] => CHOICES[choice].split(' ')
