import { expect, it } from 'vitest'
import { stripControls } from './strip-controls'

it('takes colours and controls away and leaves the text', () => {
  expect(stripControls('\u001b[31mred\u001b[0m\ttab\r\nnew\u0000 \u001b]8;;http://x\u0007link')).toBe(
    'red\ttab\nnew link',
  )
  expect(stripControls('损失 0.12 ▁▂▃')).toBe('损失 0.12 ▁▂▃')
})
