/** What TF.js 4.22 says of models and layers. Each is held by a test that provokes the real error. */
import type { Rule } from './rule'

const rule = (is: RegExp, zh: string, en: string): Rule => ({ is, zh, en })

export const LAYER_RULES = {
  inputBatch: rule(
    /^input expected a batch .* shape \[([\d,]*)\] .* with \d+ examples, each with shape \[([\d,]*)\]/,
    '输入的形状和模型对不上：模型要求每个样本是 {1s}，传入的每个样本是 {2s}。改数据的形状，或改第一层的 inputShape。',
    'The input does not fit the model: it takes {1s} for each example and was given {2s}. Reshape the data, or change inputShape of the first layer.',
  ),
  inputRank: rule(
    /expected (\S+?)(?:_input)? to have (\d+) dimension\(s\)[.,]? but got array with shape \[?([\d,]+)/,
    '层 “{1}” 需要 {2} 维的数据（第一维是样本），收到的是 {3s}。用 reshape 调整。',
    'Layer “{1}” takes data of {2} dimensions, the first being examples, but was given {3s}. Use reshape.',
  ),
  categorical: rule(
    /target array of shape ([\d,]*) while using a loss 'categorical_crossentropy'/,
    'categoricalCrossentropy 要求标签是 one-hot，收到的标签形状是 {1s}。用 tf.oneHot 转换，或改用 sparseCategoricalCrossentropy。',
    'categoricalCrossentropy takes one-hot targets, and these are {1s}. Convert them with tf.oneHot, or use sparseCategoricalCrossentropy.',
  ),
  lossMissing: rule(
    /^When passing an Array as loss, it should have one entry per model output/,
    "compile 里没有给出 loss，或 loss 的个数和模型的输出不一样。写 compile({ optimizer: 'adam', loss: 'meanSquaredError' })。",
    "compile has no loss, or as many as the model has outputs are wanted. Write compile({ optimizer: 'adam', loss: 'meanSquaredError' }).",
  ),
  optimizerKind: rule(
    /^User-defined optimizer must be an instance of tf\.Optimizer/,
    "optimizer 要写名字，例如 'adam'，或用 tf.train.adam(0.001) 建立。",
    "optimizer is a name such as 'adam', or made by tf.train.adam(0.001).",
  ),
  optimizerMissing: rule(
    /(?:reading 'minimize'|evaluating '[^']*\.minimize'|optimizer\w* is undefined)/,
    "compile 里没有给出 optimizer。写 compile({ optimizer: 'adam', loss: … })。",
    "compile has no optimizer. Write compile({ optimizer: 'adam', loss: … }).",
  ),
  layerSize: rule(
    /^Expected (\w+) to be a positive integer, but got (\S+?)\.?$/,
    '{1} 要写一个正整数，收到的是 {2}。例如 { {1}: 16 }。',
    '{1} takes a positive integer and was given {2}, as in { {1}: 16 }.',
  ),
  layerKey: rule(
    /^required key '(\w+)' not in config/,
    '建立这一层时要给出 {1}。在参数对象里加上它。',
    'This layer needs {1}. Add it to its settings.',
  ),
  filters: rule(
    /^Convolution layer expected config\.filters to be a 'number' > 0 but got (\S+)/,
    '卷积层的 filters 要写正整数，收到的是 {1}。例如 { filters: 16, kernelSize: 3 }。',
    'filters of a convolution is a positive number and was {1}. Write { filters: 16, kernelSize: 3 }.',
  ),
  padding: rule(
    /^(\S+) is not a valid (PaddingMode|DataFormat|PoolMode|InterpolationFormat)\. +Valid values are (\S+) or/,
    '“{1}” 写错了，可以写 {3}。',
    '“{1}” is none of {3}.',
  ),
  inputShape: rule(
    /^The first layer in a Sequential model must get an `inputShape`/,
    '第一层不知道输入的形状。给它加上 inputShape，例如 tf.layers.dense({ units: 16, inputShape: [4] })。',
    'The first layer does not know the shape of its input. Give it inputShape, as in tf.layers.dense({ units: 16, inputShape: [4] }).',
  ),
  empty: rule(
    /^Sequential model cannot be built: model is empty|^There are no layers in the model/,
    '模型里还没有层。先用 model.add(…) 加上。',
    'The model has no layers yet. Add them with model.add(…).',
  ),
  tooSmall: rule(
    /^Negative dimension size caused by adding layer (\S+) with input shape \[,?([\d,]*)\]/,
    "到层 “{1}” 时图片只剩 {2s}，比窗口还小。减小 kernelSize 或 poolSize，少放一层池化，或设 padding: 'same'。",
    "At layer “{1}” the picture is only {2s}, smaller than the window. Use a smaller kernelSize or poolSize, one pooling layer less, or padding: 'same'.",
  ),
  flatten: rule(
    /^The shape of the input to "Flatten" is not fully defined/,
    'flatten 前面的形状不完整。第一层的 inputShape 里不要写 null。',
    'The shape before flatten is incomplete. Write no null in inputShape of the first layer.',
  ),
  disconnected: rule(
    /^Graph disconnected/,
    '输出不是从这个输入算出来的。检查 tf.model 的 inputs 和 outputs 是不是用同一个 tf.input 连起来的。',
    'The output is not computed from this input. Join inputs and outputs of tf.model through the same tf.input.',
  ),
  shapeMissing: rule(
    /^Please provide to Input either a `shape`|^An InputLayer should be passed either/,
    'tf.input 要写每个样本的形状，例如 tf.input({ shape: [4] })。',
    'tf.input takes the shape of one example, as in tf.input({ shape: [4] }).',
  ),
  noLayer: rule(
    /^No such layer: (.+)/,
    '模型里没有叫 “{1}” 的层。用 model.summary() 查看名字。',
    'The model has no layer called “{1}”. See the names with model.summary().',
  ),
  layerIndex: rule(
    /^Was asked to retrieve layer at index (\S+), but model only has (\d+) layer/,
    '模型只有 {2} 层，序号从 0 数起，没有第 {1} 号。',
    'The model has {2} layers, counted from 0; there is none at {1}.',
  ),
  weightCount: rule(
    /^You called setWeights\(weights\) on layer "([^"]+)" with a weight list of length (\d+), but the layer was expecting (\d+)/,
    '层 “{1}” 有 {3} 组权重，传入了 {2} 组。先用 getWeights() 看清顺序和形状。',
    'Layer “{1}” has {3} weights and was given {2}. See their order and shapes with getWeights().',
  ),
  weightShape: rule(
    /^Layer weight shape ([\d,]*) not compatible with provided weight shape ([\d,]*)/,
    '权重的形状对不上：这一层是 {1s}，传入的是 {2s}。',
    'The weights do not fit: the layer has {1s} and was given {2s}.',
  ),
  inbound: rule(
    /^Layer (\S+) has no inbound nodes|^The layer has never been called/,
    '这一层还没有接到任何输入上。先对一个输入调用 layer.apply(…)，或把它加进模型。',
    'This layer is connected to no input yet. Call layer.apply(…) on one, or add it to a model.',
  ),
  concatenate: rule(
    /^A `Concatenate` layer requires inputs with matching shapes except for the concat axis\. Got input shapes: (\[.*\])/,
    '拼接的输入除了拼接的那一维，其他维要相同，现在是 {1}。',
    'Inputs of concatenate must agree in all axes but the one joined; these are {1}.',
  ),
  merge: rule(
    /^A merge layer should be called on an Array of at least 2 inputs/,
    '合并层要接至少两个输入：layer.apply([a, b])。',
    'A merging layer takes two inputs or more: layer.apply([a, b]).',
  ),
  anotherFit: rule(
    /^Cannot start training because another fit\(\) call is ongoing/,
    '这个模型还在训练。等上一次 fit 结束（在它前面加 await），或先按停止。',
    'This model is still training. Wait for the fit before (put await in front of it), or press Stop.',
  ),
  batchSize: rule(
    /^batchSize is required to be a positive integer, but got (\S+)/,
    'batchSize 要写正整数，收到的是 {1}。',
    'batchSize is a positive integer and was {1}.',
  ),
  validation: rule(
    /^When passing validation data, it must contain 2/,
    'validationData 要写成 [验证输入, 验证标签]。',
    'validationData is written [inputs, targets].',
  ),
  dataset: rule(
    /dataset\.iterator is not a function/,
    'fitDataset 只接受 tf.data 的数据集。数据是张量时用 model.fit(x, y)。',
    'fitDataset takes a data set of tf.data only. For tensors use model.fit(x, y).',
  ),
  timeDistributed: rule(
    /^TimeDistributed layer expects an input shape >= 3D, but received input shape \[([\d,]*)\]/,
    'timeDistributed 需要 [样本, 时间步, 特征] 至少三维的输入，收到的是 {1s}。',
    'timeDistributed takes [examples, steps, features], three axes or more, and was given {1s}.',
  ),
  axisUndefined: rule(
    /^Axis (-?\d+) of input tensor should have a defined dimension but .* shape \[,?([\d,]*)\]/,
    '输入 {2s} 没有第 {1} 维。改 axis，写 -1 表示最后一维。',
    'The input {2s} has no axis {1}. Change axis; -1 is the last one.',
  ),
  permute: rule(
    /^Required configuration field `dims` is missing during Permute/,
    'permute 要写 dims，例如 { dims: [2, 1] }，从 1 数起。',
    'permute needs dims, as in { dims: [2, 1] }, counted from 1.',
  ),
  restoreBest: rule(
    /^restoreBestWeights = True is not implemented/,
    'TF.js 的 earlyStopping 不能恢复最好的权重。去掉 restoreBestWeights。',
    'earlyStopping of TF.js cannot restore the best weights. Leave restoreBestWeights out.',
  ),
  saving: rule(
    /^Cannot find any (?:save|load) handlers for URL/,
    '单元格里不能把模型存到这个地址。模型留在变量里，后面的单元格可以直接用。',
    'A cell cannot save to this address. Keep the model in a variable; the cells below can use it.',
  ),
  notImplemented: rule(
    /(?:is|are) not (?:supported|implemn?e(?:n|nn)?ted)(?: yet)?|not supported yet/,
    'TF.js 还没有实现这个用法。换一种写法或换一组参数。',
    'TF.js does not have this yet. Write it another way or with other settings.',
  ),
} satisfies Record<string, Rule>
