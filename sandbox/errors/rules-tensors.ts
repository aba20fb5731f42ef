/** What TF.js 4.22 says of tensors and operations. Each is held by a test that provokes the real error. */
import type { Rule } from './rule'

const rule = (is: RegExp, zh: string, en: string): Rule => ({ is, zh, en })

export const TENSOR_RULES = {
  ragged: rule(
    /^Element arr\[(.+)\] should have (\d+) elements?, but has (\d+)/,
    '各行的长度不一样：第 {1} 行（从 0 数起）有 {3} 个数，应该有 {2} 个。张量的每一行要一样长，先补齐或截短。',
    'The rows differ in length: row {1}, counted from 0, has {3} values instead of {2}. All rows of a tensor are equally long; pad or cut them.',
  ),
  raggedKind: rule(
    /^Element arr\[(.+)\] (?:should be|is) (?:a primitive|an array)/,
    '数组嵌套得不整齐：{1} 处的层数和别处不同。张量的每一行要有同样的结构。',
    'The array is nested unevenly at {1}. All rows of a tensor have the same structure.',
  ),
  values: rule(
    /^Based on the provided shape, \[([\d,]*)\], the tensor should have (\d+) values? but has (\d+)/,
    '形状 {1s} 需要 {2} 个数，给了 {3} 个。改形状，或检查数据。',
    'The shape {1s} takes {2} values and there are {3}. Change the shape or check the data.',
  ),
  flatValues: rule(
    /^(tensor\dd?|tensor\dd)\(\) requires values to be/,
    '{1} 收到的数组层数不对。层数不确定时用 tf.tensor(…)。',
    '{1} was given an array of another depth. If unsure, use tf.tensor(…).',
  ),
  flatShape: rule(
    /^(tensor\dd)\(\) requires shape to be provided/,
    '{1} 收到一层数组时要写形状，例如 tf.{1}([1, 2], [1, 2])。',
    '{1} needs a shape with a flat array, as in tf.{1}([1, 2], [1, 2]).',
  ),
  noValues: rule(
    /^values passed to tensor\(values\) must be|^The input to the tensor constructor must be a non-null/,
    'tf.tensor 收到的不是数字或数组，可能是 undefined。检查传入的变量；是 Promise 时在前面加 await。',
    'tf.tensor was given neither numbers nor an array, perhaps undefined. Check the variable; if it is a Promise, await it.',
  ),
  dtype: rule(
    /^(?:Unknown data type|Failed to cast to unknown dtype|Unknown dtype) (\S+)/,
    '没有 “{1}” 这种类型。可以写 float32、int32、bool、string。',
    'There is no type “{1}”. Write float32, int32, bool or string.',
  ),
  shapeForm: rule(
    /^shape\.(?:forEach|slice|reduce|map|every) is not a function/,
    '形状要写成数组，例如 tf.zeros([3])。',
    'A shape is an array, as in tf.zeros([3]).',
  ),
  window: rule(
    /^Tensor must have a shape comprised of positive integers but got shape \[(\d+,(?:-\d+,-?\d+|-?\d+,-\d+)(?:,\d+)+)\]/,
    "窗口比图片大，或步长不合适（算出的形状是 {1s}）。减小 kernelSize，或设 padding: 'same'。",
    "The window is larger than the picture, or the stride does not fit (its output would be {1s}). Use a smaller one, or padding: 'same'.",
  ),
  shapeNumbers: rule(
    /^Tensor must have a shape comprised of positive integers but got shape \[(.*)\]/,
    '形状里只能有不小于 0 的整数，这里是 {1s}。',
    'A shape has whole numbers from 0 on; this one is {1s}.',
  ),
  scalar: rule(
    /^Error creating a new Scalar/,
    'tf.scalar 只接受一个数。数组用 tf.tensor(…)。',
    'tf.scalar takes one number. For an array use tf.tensor(…).',
  ),
  implicitTwice: rule(
    /^Shapes can only have 1 implicit size/,
    'reshape 的形状里只能有一个 -1。',
    'A shape may have -1 only once.',
  ),
  implicitFraction: rule(
    /^The implicit shape can't be a fractional number\. Got (\d+) \/ (\d+)/,
    '{1} 个数不能平均分成 {2} 个一组。检查 reshape 的形状。',
    '{1} values cannot be divided into groups of {2}. Check the shape of reshape.',
  ),
  matMulRank: rule(
    /has NaN elements and the old shape|inner shapes .* \(undefined\)|^Error in matMul: inputs must have (?:the same )?rank/,
    'tf.matMul 的两边至少要二维。一维的用 reshape([n, 1]) 或 reshape([1, n])，或用 tf.dot。',
    'Both sides of tf.matMul have two axes or more. Use reshape([n, 1]) or reshape([1, n]) for one axis, or tf.dot.',
  ),
  stringTensor: rule(
    /^Argument '(\w+)' passed to '(\w+)' must be numeric tensor, but got string/,
    '{2} 的参数 {1} 是文字，不能计算。先用 Number(…) 转成数字。',
    'Argument {1} of {2} is text, which cannot be calculated with. Convert it with Number(…).',
  ),
  nothing: rule(
    /^Argument '(\w+)' passed to '(\w+)' must be a Tensor or TensorLike, but got '(?:null|undefined)'/,
    '{2} 的参数 {1} 是空的。检查传入的变量有没有值。',
    'Argument {1} of {2} is empty. Check that the variable has a value.',
  ),
  notTensor: rule(
    /^Argument '(\w+)' passed to '(\w+)' must be a Tensor(?: or TensorLike)?, but got '(\w+)'/,
    '{2} 的参数 {1} 要是张量或数组，收到的是 {3}。',
    'Argument {1} of {2} is a tensor or an array and was {3}.',
  ),
  intTensor: rule(
    /^Argument '(\w+)' passed to '(\w+)' must be int32 tensor, but got (\w+)/,
    "{2} 的 {1} 要是 int32，收到的是 {3}。写 tf.tensor1d(…, 'int32')，或先 .toInt()。",
    "{1} of {2} is int32 and was {3}. Write tf.tensor1d(…, 'int32'), or .toInt() first.",
  ),
  boolTensor: rule(
    /^Argument '(\w+)' passed to '(\w+)' must be bool tensor, but got (\w+)/,
    '{2} 的 {1} 要是 bool，收到的是 {3}。先比较（如 x.greater(0)）或 .toBool()。',
    '{1} of {2} is bool and was {3}. Compare first, as in x.greater(0), or use .toBool().',
  ),
  intInput: rule(
    /^Error in (\w+): input dtype must be int32, but got (\w+)/,
    '{1} 只接受 int32，收到的是 {2}。先 .toInt()。',
    '{1} takes int32 and was given {2}. Use .toInt() first.',
  ),
  dot: rule(
    /^Error in dot: inner dimensions of inputs must match, but got (\d+) and (\d+)/,
    '点积的两边要一样长，现在是 {1} 和 {2}。',
    'Both sides of a dot product are equally long; these are {1} and {2}.',
  ),
  concatShape: rule(
    /^Error in concat\dD: Shape of tensors\[(\d+)\] \(([\d,]*)\) does not match the shape of the rest \(([\d,]*)\)/,
    '拼接的张量除了拼接的那一维要相同：第 {1} 个是 {2s}，其他是 {3s}。',
    'Tensors to be joined agree in all axes but one: number {1} is {2s}, the rest {3s}.',
  ),
  concatRank: rule(
    /^Error in concat\dD: rank of tensors\[(\d+)\] must be the same/,
    '拼接的张量维数要相同，第 {1} 个（从 0 数起）不一样。用 reshape 或 expandDims 调整。',
    'Tensors to be joined have equally many axes; number {1}, counted from 0, has not. Use reshape or expandDims.',
  ),
  concatEmpty: rule(
    /^Pass at least one tensor to (?:tf\.)?(\w+)/,
    '{1} 要传一个装着张量的数组，现在里面是空的：tf.{1}([a, b])。',
    '{1} takes an array of tensors, and this is empty: tf.{1}([a, b]).',
  ),
  stackShape: rule(
    /^All tensors passed to stack must have matching shapes Shapes ([\d,]*) and ([\d,]*) must match/,
    'tf.stack 的张量形状要相同，现在有 {1s} 和 {2s}。',
    'Tensors of tf.stack have the same shape; here are {1s} and {2s}.',
  ),
  split: rule(
    /^Number of splits must evenly divide the axis|^The sum of sizes must match the size of the axis/,
    '这一维不能这样切：份数要能整除长度，或各份之和等于长度。',
    'This axis cannot be split so: the number of parts divides its length, or the sizes add up to it.',
  ),
  sliceEnd: rule(
    /^Error in slice\dD: begin\[(\d+)\] \+ size\[\d+\] \((\d+)\) would overflow input\.shape\[\d+\] \((\d+)\)/,
    'slice 越界了：第 {1} 维只有 {3} 个，要取到第 {2} 个。第二个参数是个数，不是结束位置；写 -1 取到最后。',
    'slice goes past the end: axis {1} has {3} items and {2} are wanted. The second argument is a count, not an end; -1 takes the rest.',
  ),
  sliceRank: rule(
    /^Error in slice\dD: Length of (begin|size) (\S*) must match the rank of the array \((\d+)\)/,
    'slice 的 {1} 有几个数，张量就要有几维：现在写了 {2s}，张量是 {3} 维。',
    '{1} of slice has a number for each axis: it is {2s}, and the tensor has {3} axes.',
  ),
  sliceScalar: rule(
    /^Slicing scalar is not possible/,
    '单个数不能切片。检查前面是否多做了一次 sum 或 mean。',
    'A single number cannot be sliced. Perhaps a sum or mean before it took the axes away.',
  ),
  gather: rule(
    /^GatherV2: the index value (-?\d+) is not in \[0, (-?\d+)\]/,
    '序号 {1} 越界了，只能是 0 到 {2}。用在 embedding 时，inputDim 要大于最大的编号。',
    'The index {1} is out of range; 0 to {2} are there. For an embedding, inputDim is larger than the largest index.',
  ),
  oneHotDepth: rule(
    /^Error in oneHot: depth must be >=2, but it is (\S+)/,
    'tf.oneHot 的第二个参数是类别数，至少是 2，这里是 {1}。',
    'The second argument of tf.oneHot is the number of classes, 2 or more; here it is {1}.',
  ),
  transposeLength: rule(
    /^Error in transpose: rank of input (\d+) must match length of (perm|reps) (\S+?)\.?$/,
    '张量有 {1} 维，{2} 里也要写 {1} 个数。',
    'The tensor has {1} axes, so {2} has {1} numbers.',
  ),
  perm: rule(
    /^All entries in 'perm' must be between 0 and (\d+) but got (\S+)/,
    'transpose 的维度序号只能是 0 到 {1}，这里是 {2s}。',
    'transpose takes axes from 0 to {1}; here are {2s}.',
  ),
  axis: rule(
    /^All values in axis param must be in range \[(-?\d+), (\d+)\) but got axis (\S+)/,
    '没有第 {3} 维：张量只有 {2} 维，axis 从 0 数起，也可以写 -1 表示最后一维。',
    'There is no axis {3}: the tensor has {2}, counted from 0; -1 is the last one.',
  ),
  axisUnstack: rule(
    /^Axis = (\S+) is not in \[(\S+), (\S+)\)|^Axis must be <= rank of the tensor/,
    '张量没有这一维。axis 从 0 数起，先看 tensor.shape。',
    'The tensor has no such axis. Axes are counted from 0; see tensor.shape.',
  ),
  squeeze: rule(
    /^Can't squeeze axis (\d+) since its dim '(\d+)' is not 1/,
    'squeeze 只能去掉长度为 1 的维，第 {1} 维的长度是 {2}。',
    'squeeze takes away axes of length 1; axis {1} has {2}.',
  ),
  softmax: rule(
    /^Softmax along a non-last dimension/,
    'softmax 只能沿最后一维计算。先用 transpose 把那一维换到最后。',
    'softmax works along the last axis only. Move the axis there with transpose.',
  ),
  convDepth: rule(
    /^Error in (\w+): depth of input \((\d+)\) must match input depth for filter (\d+)/,
    '{1} 的通道数对不上：输入有 {2} 个通道，卷积核按 {3} 个写。卷积核的形状是 [高, 宽, 输入通道, 输出通道]。',
    'The channels of {1} do not fit: the input has {2}, the filter takes {3}. A filter is [height, width, channels in, channels out].',
  ),
  opRank: rule(
    /^Error in ([\w ]+): (\w+) must be (?:at least )?rank (\d(?: or \d)?),? but got rank (\d)/,
    '{1} 的 {2} 要是 {3} 维，收到的是 {4} 维。图片是 [张数, 高, 宽, 通道]，用 reshape 或 expandDims 补上。',
    '{2} of {1} has {3} axes and was given {4}. Pictures are [count, height, width, channels]; use reshape or expandDims.',
  ),
  tidyFunction: rule(
    /^Please provide a function to tidy/,
    'tf.tidy 要传一个函数：tf.tidy(() => { … })。',
    'tf.tidy takes a function: tf.tidy(() => { … }).',
  ),
  registered: rule(
    /^Variable with name (.+) was already registered/,
    '名为 “{1}” 的变量已经建过了。去掉名字，或先对旧的调用 dispose()，再运行这一格。',
    'A variable named “{1}” is there already. Leave the name out, or dispose() the old one before running this again.',
  ),
  assign: rule(
    /^shape of the new value \(([\d,]*)\) and previous value \(([\d,]*)\) must match/,
    'assign 的新值形状要和原来一样：原来 {2s}，新值 {1s}。',
    'assign takes a value of the same shape: it was {2s}, the new one is {1s}.',
  ),
  noGradient: rule(
    /^Cannot find a connection between any variable|^Cannot compute gradient of y=f\(x\)/,
    '结果和变量没有关系，算不出梯度。计算要写在传给 minimize 或 grad 的函数里，用张量运算，不要用 dataSync 取出的数。',
    'The result does not depend on the variable, so there is no gradient. Compute inside the function given, with tensors and not with numbers from dataSync.',
  ),
  scalarLoss: rule(
    /^The f passed in variableGrads\(f\) must return a scalar, but it returned a rank-(\d)/,
    '损失要是一个数，这里是 {1} 维张量。在最后加 .mean()。',
    'A loss is one number, and this is a tensor of {1} axes. Put .mean() at the end.',
  ),
  gradTensor: rule(
    /^The result y returned by f\(\) must be a tensor|^The f passed in \w+\(f\) must be a function/,
    '这里要传一个返回张量的函数：() => 损失。检查有没有写 return。',
    'This takes a function that returns a tensor: () => loss. Check that it returns.',
  ),
  backend: rule(
    /^Backend name '(.+)' not found in registry/,
    '没有叫 “{1}” 的后端。后端在页面的菜单里选，不需要在代码里设置。',
    'There is no backend “{1}”. Choose one in the menu of the page instead of in code.',
  ),
  topk: rule(
    /^'k' passed to topk\(\) must be <= the last dimension \((\d+)\) but got (\d+)/,
    'topk 最多取 {1} 个，这里要取 {2} 个。',
    'topk can take {1} at most; {2} are wanted.',
  ),
  asScalar: rule(
    /^The array must have only 1 element/,
    '张量里不止一个数，不能变成标量。先用 sum 或 mean。',
    'The tensor has more than one number. Use sum or mean first.',
  ),
  multinomial: rule(
    /^Error in multinomial: you need at least 2 outcomes, but got (\d+)/,
    'multinomial 至少要有两种结果可选，这里是 {1} 种。',
    'multinomial needs two outcomes or more; here are {1}.',
  ),
  clip: rule(
    /^Error in clip: min \((\S+)\) must be less than or equal to max \((\S+)\)/,
    '下限 {1} 比上限 {2} 大。把两个参数换过来。',
    'The lower bound {1} is above the upper {2}. Swap them.',
  ),
  count: rule(
    /^The number of values should be positive|^Cannot have a step of zero/,
    '个数要大于 0，步长不能是 0。',
    'The count is above 0, and the step is not 0.',
  ),
  einsumArrow: rule(
    /^Equations without an arrow are not supported/,
    "einsum 的式子要写箭头，例如 'ij,jk->ik'。",
    "einsum needs an arrow, as in 'ij,jk->ik'.",
  ),
  einsumSize: rule(
    /^Expected dimension (\d+) at axis (\d+) of input shaped \[([\d,]*)\], but got dimension (\d+)/,
    'einsum 里同一个字母的长度要相同：{3s} 的第 {2} 维是 {4}，别处是 {1}。',
    'A letter of einsum has one length: axis {2} of {3s} is {4}, elsewhere {1}.',
  ),
  channels: rule(
    /^Convolutions on WASM take images with dataFormat 'NHWC'/,
    'WASM 上的卷积只接受通道在最后的图片：形状写 [张数, 高, 宽, 通道]，去掉 dataFormat。',
    'Convolutions on WASM take pictures with channels last: use [count, height, width, channels] and leave dataFormat out.',
  ),
  wasmWindow: rule(
    /^A window of (\S+) does not fit into an image of (\S+): use/,
    "{1} 的窗口放不进 {2} 的图片。减小窗口，或设 padding: 'same'。",
    "A window of {1} does not fit into a picture of {2}. Use a smaller one, or padding: 'same'.",
  ),
  wasmArguments: rule(
    /^(\w+) on WASM does not take these arguments/,
    'WASM 后端的 {1} 不支持这组参数。换一个后端再运行，或换一种写法。',
    '{1} on WASM does not take these arguments. Run on another backend, or write it differently.',
  ),
  wasmPixels: rule(
    /^Convolution: (\S+) pixels were given where these strides and padding make (\S+?)\.$/,
    '步长和 padding 应当得到 {2} 的图片，给的是 {1}。检查输出形状。',
    'Strides and padding make a picture of {2}, and {1} was given. Check the output shape.',
  ),
  broadcastTo: rule(
    /^broadcastTo\(\): \[([\d,]*)\] cannot be broadcast to \[([\d,]*)\]/,
    '{1s} 不能广播成 {2s}：只有长度为 1 的维可以变长。',
    '{1s} cannot be broadcast to {2s}: only axes of length 1 can grow.',
  ),
  bufferRange: rule(
    /^Requested out of range element at (\S+)\s+Buffer shape=(\S+)/,
    '位置 {1} 越界了，形状是 {2s}，从 0 数起。',
    'There is no element at {1}; the shape is {2s}, counted from 0.',
  ),
  bufferRank: rule(
    /^The number of provided coordinates \((\d+)\) must match the rank \((\d+)\)/,
    '写了 {1} 个坐标，张量是 {2} 维。',
    'There are {1} coordinates for {2} axes.',
  ),
  pixels: rule(
    /^pixels passed to tf\.browser\.fromPixels/,
    '单元格里没有图片元素。图片用 datasets 读取。',
    'A cell has no picture elements. Read pictures with datasets.',
  ),
} satisfies Record<string, Rule>
