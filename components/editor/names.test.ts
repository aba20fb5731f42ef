import { expect, it } from 'vitest'
import { WIDE_NAME } from './names'

const isName = (text: string) => new RegExp(`^(?:${WIDE_NAME.source})$`).test(text)

it('takes Chinese and other names, and leaves ASCII to its own rules', () => {
  const names = ['模型', '学习率', 'x模型2', '损失_1', 'α', 'élan', '𠮷', '々', 'モデル']
  expect(names.filter((name) => !isName(name))).toEqual([])
  expect(['x', 'model_1', '1模型', ''].filter(isName)).toEqual([])
})

it('leaves the signs of an input method wrong', () => {
  expect([...'，。；：（）“”‘’【】《》、！＝＋１？'].filter(isName)).toEqual([])
})
