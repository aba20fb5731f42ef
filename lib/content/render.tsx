/** A compiled lesson → React elements, by a closed map of components. Nothing is evaluated: literals are read. */
import { toJsxRuntime } from 'hast-util-to-jsx-runtime'
import type { ComponentPropsWithoutRef, ComponentType, ReactElement, ReactNode } from 'react'
import { Fragment, jsx, jsxs } from 'react/jsx-runtime'
import { type BlockName, type BlockProps, isBlockName } from './blocks'
import type { CompiledLesson } from './compiled'
import { withHelp } from './help'
import { readLiteral } from './literal'

/** A component for every block, and for what stands below each cell; and, where the plain element is not enough, for elements of Markdown. */
export type LessonComponents = { [Name in BlockName]: ComponentType<BlockProps<Name>> } & {
  Help: ComponentType<{ for: string; children?: ReactNode }>
} & {
  [Tag in 'a' | 'em' | 'h2' | 'h3' | 'h4' | 'table']?: ComponentType<ComponentPropsWithoutRef<Tag>>
}

export function renderLesson(
  compiled: Pick<CompiledLesson, 'tree'>,
  components: LessonComponents,
): ReactElement {
  return toJsxRuntime(withHelp(compiled.tree), {
    Fragment,
    jsx,
    jsxs,
    components: { ...components },
    ignoreInvalidStyle: true,
    createEvaluater: () => ({
      evaluateExpression(expression) {
        const name = expression.type === 'Identifier' ? expression.name : ''
        if (isBlockName(name) || name === 'Help') return components[name]
        const value = readLiteral(expression)
        if (value === undefined) throw new Error(`${expression.type} in a compiled lesson`)
        return value
      },
      evaluateProgram() {
        throw new Error('A program in a compiled lesson')
      },
    }),
  })
}
