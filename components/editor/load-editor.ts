/** The editor arrives when a cell is about to be edited; the first call decides the language of its menus. */
type Editor = typeof import('./monaco.client')

let loading: Promise<Editor> | null = null

export function loadEditor(locale: 'zh' | 'en'): Promise<Editor> {
  loading ??= (locale === 'zh' ? import('./monaco-zh.client') : import('./monaco.client')).catch(
    (error: unknown) => {
      loading = null
      throw error
    },
  )
  return loading
}

/** A finger gets the plain editor: lighter, and the system's own selection and keyboard work in it. */
export const wantsPlainEditor = () => matchMedia('(pointer: coarse)').matches
