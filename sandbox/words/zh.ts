import type { Words } from './words'

export const zh: Words = {
  locale: 'zh',
  unknownSyntax: (original) => `这里不合语法（${original}）`,
  refused: {
    import: (module) =>
      `单元格里不能导入 “${module}”。可以直接使用 tf、datasets、show 和 live，不需要 import。`,
    dynamicImport: '单元格里没有网络，不能使用 import()。需要的工具已经准备好：tf、datasets、show 和 live。',
    export: '单元格不需要 export：在最外层声明的变量，后面的单元格都能直接使用。',
    tooLong: '这段代码太长了，请拆成几个单元格。',
  },
  hint: {
    layerShape: (given, wanted, layer) =>
      `形状对不上：${layer === undefined ? '这一层' : `层 “${layer}” `}需要 ${wanted}，收到的是 ${given}。` +
      '检查 inputShape，或先用 reshape 调整数据。',
    target: (given, wanted) =>
      `标签的形状和模型的输出对不上：模型每个样本输出 ${wanted}，标签是 ${given}。检查最后一层的 units，或标签是否做了 one-hot。`,
    samples: (inputs, targets) => `样本数不一样：输入有 ${inputs} 个，标签有 ${targets} 个。它们要一一对应。`,
    size: (have, wanted) => `reshape 前后的元素个数要相同：现在有 ${have} 个，目标形状是 ${wanted}。`,
    shapes: (left, right) =>
      `两个张量的形状对不上：${left} 和 ${right}。逐元素运算要求形状相同，或者其中一维是 1（广播）。`,
    matMul: (left, right) =>
      `矩阵乘法要求左边的列数等于右边的行数，现在是 ${left} 乘 ${right}。也许其中一个需要转置（transpose）。`,
    disposed:
      '这个张量已经被释放了。它可能是在 tf.tidy 里创建的，或者调用过 dispose()；需要留下它时，从 tidy 里返回，或用 tf.keep。',
    promise: '这里得到的是一个 Promise，不是张量：前面很可能少写了 await。',
    undefinedName: (name) => `“${name}” 还没有定义。检查拼写；如果它在别的单元格里声明，先运行那一格。`,
    notCompiled: '模型还没有 compile。训练或评估之前，先调用 model.compile({ optimizer, loss })。',
    kernel: (kernel, backend) =>
      `${backend} 后端没有实现 ${kernel} 这个运算。换一个后端再运行，或换一种写法。`,
    memory: '内存不够了。减小 batchSize 或数据量，用 tf.tidy 释放中间张量，然后重启内核。',
    inputNames: '传入的数据个数和模型的输入个数不一样。',
    stack: '函数一层层调用自己，没有停下来。检查递归的结束条件。',
  },
  ofLibrary: '这是 TensorFlow.js 的报错。检查这一行传入的形状（shape）、类型（dtype）和参数名。',
  tensorInExpression:
    '张量不能直接用 + - * / 计算或比较大小：用 a.add(b)、a.sub(b)、a.mul(b)、a.div(b)。要拼进文字，写 `${a}`；要一个数，写 (await a.data())[0]。',
  tensorByPosition: '张量不能用 [ ] 取值：先写 const 数组 = await x.array()，或用 x.slice(…)。',
  nanLoss: (series, step) =>
    `第 ${step} 步时 ${series} 变成了 NaN，训练提前结束：之后的权重都不再有意义。` +
    '常见原因：学习率太大（先除以 10 试试）、数据里有 NaN、对 0 取了对数、输入没有归一化。',
  leak: (tensors) =>
    `现在有 ${tensors} 个张量没有释放，内存会越用越多。把中间计算放进 tf.tidy(() => { … })，用 tf.memory() 查看。`,
  stopped: '已停止',
  floating: (line) =>
    `${line === undefined ? '这一格' : `第 ${line} 行`}的训练没有等完，代码就走到了最后：在它前面加 await。` +
    '训练还在继续，这一格会等它结束；要提前结束，按停止。',
  timers: (line) =>
    `${line === undefined ? '这一格' : `第 ${line} 行`}的定时任务还在运行。用 clearInterval 结束它，或按停止。`,
  late: (line, message) =>
    `${line === undefined ? '代码结束以后出错：' : `第 ${line} 行后来出错：`}${message}`,
  leftOut: (lines) => `… 中间省略 ${lines} 行 …`,
  memoryFull: (held, most) =>
    `各单元的张量和数组一共要占 ${held}，上限是 ${most}。把不再用的变量改成别的值，中间的张量放进 tf.tidy(() => { … })，或者减少数据；也可以按“重启”，全部清空。`,
  tooLargeTensor: (shape, size, most) =>
    `形状 ${shape} 的张量要占 ${size}，这里一个张量最多 ${most}。请缩小形状，或分批计算。`,
  unreadable: '抛出的值无法读取。请抛出 new Error(…)。',
  failedCheck: '检查没有通过',
  notClose: (actual, expected, tolerance) =>
    `得到 ${actual}，应当接近 ${expected}（误差不超过 ${tolerance}）`,
  noSuchModel: (name) => `没有名为 “${name}” 的变量。提交前请运行训练它的单元格，变量名要和课程里的一样。`,
  notAModel: (name) => `“${name}” 不是一个 tf.LayersModel。这里需要用 tf.sequential 或 tf.model 建立的模型。`,
  lateWeights: '半分钟内没有读出模型的权重。请重启内核，重新训练后再提交。',
  tooManyWeights: '模型太大，不能提交：权重总共不能超过 400 万个数。',
  noSuchFunction: (name) => `没有名为 “${name}” 的函数。请运行定义它的单元格，函数名要和课程里的一样。`,
  oneInput:
    '能提交的模型只有一个输入和一个输出。请用 tf.sequential，或用 tf.model 建立一个输入、一个输出的模型。',
  sharedLayer: (layer) => `层 “${layer}” 在模型里用了不止一次，这样的模型不能核验。请为每一处各建一层。`,
  noDataset: (name, reason) => `没有拿到数据集 “${name}”：${reason}`,
  wrongFiles: (name) => `数据集 “${name}” 的文件不完整。请刷新页面再试；如果还是这样，请告诉管理员。`,
  noSource: (call) =>
    `${call} 要从外部读取，而单元格没有网络、摄像头和麦克风。请用 datasets 读取数据，再用 tf.data.array 或 tf.data.generator 做成数据集。`,
  iterator: '一个返回迭代器的函数，例如 function* () { yield … }',
  wrongArgument: (call, wanted) => `${call} 需要${wanted}。`,
}
