/** Names that exist elsewhere — in a page, in Node, in Python — and not in a cell, with what to use instead. */
import type { Said } from './rule'

const PAGE: Said = {
  zh: '单元格里没有网页，不能用 {1}。显示结果用 show 或 console.log。',
  en: 'A cell has no page, so there is no {1}. Show results with show or console.log.',
}
const DIALOG: Said = {
  zh: '单元格里不能弹出窗口，没有 {1}。显示用 console.log，需要输入的值直接写在代码里。',
  en: 'A cell opens no dialogs, so there is no {1}. Show with console.log, and write what would be asked into the code.',
}
const STORAGE: Said = {
  zh: '单元格里没有 {1}。值留在变量里，后面的单元格可以直接用。',
  en: 'A cell has no {1}. Keep values in variables; the cells below can use them.',
}
const NETWORK: Said = {
  zh: '单元格里没有网络，不能用 {1}。数据请用 datasets 读取。',
  en: 'A cell has no network, so there is no {1}. Read data with datasets.',
}
const NODE: Said = {
  zh: '{1} 是 Node.js 的，单元格里没有。tf、datasets、show 和 live 可以直接使用。',
  en: '{1} belongs to Node.js. tf, datasets, show and live are here without it.',
}
const WORKER: Said = {
  zh: '单元格里没有 {1}：代码已经在后台运行，不会卡住页面。直接写计算就可以。',
  en: 'A cell has no {1}: it already runs in the background. Write the calculation as it is.',
}
const LIBRARY: Said = {
  zh: '单元格里没有 {1} 这个库。张量计算和模型用 tf，画图用 show。',
  en: 'The library {1} is not here. Use tf for tensors and models, and show for figures.',
}
const python = (zh: string, en: string = zh): Said => ({
  zh: `{1} 是 Python 的写法。这里用 ${zh}。`,
  en: `{1} is Python. Use ${en} here.`,
})

const GROUPS: [string, Said][] = [
  [
    'document window Image HTMLElement HTMLCanvasElement location history navigator screen parent top frames getComputedStyle',
    PAGE,
  ],
  [
    'requestAnimationFrame',
    {
      zh: '单元格里没有 {1}。要让出一步，写 await tf.nextFrame()。',
      en: 'A cell has no {1}. To yield, write await tf.nextFrame().',
    },
  ],
  ['alert prompt confirm', DIALOG],
  ['localStorage sessionStorage indexedDB caches cookieStore', STORAGE],
  [
    'fetch XMLHttpRequest WebSocket EventSource importScripts WebTransport RTCPeerConnection Request Response axios FileReader',
    NETWORK,
  ],
  ['require module exports process Buffer __dirname __filename global fs path', NODE],
  ['Worker SharedWorker BroadcastChannel', WORKER],
  [
    'np numpy pd pandas plt torch nn keras tensorflow sklearn jax cv2 d3 tfvis Plotly Chart _ $ jQuery',
    LIBRARY,
  ],
  ['print', python('console.log(…)')],
  ['True', python('true')],
  ['False', python('false')],
  ['None', python('null')],
  ['len', python('x.length；张量用 x.shape', 'x.length, or x.shape for a tensor')],
  [
    'range',
    python(
      'for (let i = 0; i < n; i++)，或 tf.range(0, n)',
      'for (let i = 0; i < n; i++), or tf.range(0, n)',
    ),
  ],
  ['str repr', python('String(…)')],
  ['int', python('Math.trunc(…)；张量用 x.toInt()', 'Math.trunc(…), or x.toInt() for a tensor')],
  ['float', python('Number(…)；张量用 x.toFloat()', 'Number(…), or x.toFloat() for a tensor')],
  ['bool', python('Boolean(…)')],
  ['list tuple', python('数组 […]', 'an array […]')],
  ['dict', python('对象 { … } 或 new Map()', 'an object { … } or new Map()')],
  ['set', python('new Set()')],
  [
    'abs min max round pow sqrt exp log sin cos',
    python('Math.{1}(…)；张量用 tf.{1}(…)', 'Math.{1}(…), or tf.{1}(…) for a tensor'),
  ],
  [
    'sum',
    python(
      'xs.reduce((a, b) => a + b, 0)；张量用 x.sum()',
      'xs.reduce((a, b) => a + b, 0), or x.sum() for a tensor',
    ),
  ],
  ['sorted', python('[...xs].sort((a, b) => a - b)')],
  ['enumerate', python('xs.entries()')],
  ['zip', python('xs.map((x, i) => [x, ys[i]])')],
  ['isinstance', python('instanceof')],
  ['input', python('写在代码里的值', 'a value written into the code')],
  ['pass', python('空的 { }', 'an empty { }')],
  ['def elif lambda', python('function、else if 和 =>', 'function, else if and =>')],
  ['and or not', python('&&、|| 和 !', '&&, || and !')],
  ['raise except', python('throw 和 catch', 'throw and catch')],
  ['ValueError Exception KeyError', python('new Error(…)')],
]

export const ABSENT: ReadonlyMap<string, Said> = new Map(
  GROUPS.flatMap(([names, said]) => names.split(' ').map((name) => [name, said] as const)),
)

/** Methods of tensors and arrays elsewhere, by the name they have here. */
export const METHODS: Readonly<Record<string, string>> = {
  multiply: 'mul',
  subtract: 'sub',
  divide: 'div',
  power: 'pow',
  matmul: 'matMul',
  mm: 'matMul',
  append: 'push',
  size: 'length',
  len: 'length',
  numpy: 'array',
  tolist: 'array',
  item: 'dataSync',
  view: 'reshape',
  permute: 'transpose',
  unsqueeze: 'expandDims',
  astype: 'cast',
  argmax: 'argMax',
  argmin: 'argMin',
  forward: 'predict',
  train: 'fit',
  parameters: 'getWeights',
}
