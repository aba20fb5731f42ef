/** Keys as a person means them. */

type Pressed = {
  keyCode?: number
  isComposing?: boolean
  nativeEvent?: { keyCode?: number; isComposing?: boolean }
}

/**
 * Whether a key belongs to an input method: while a word is being composed Enter takes it and Escape drops it. Safari
 * sends the last Enter after the composition has ended, with the code 229 alone.
 */
const isComposing = (event: Pressed): boolean => {
  const native = event.nativeEvent ?? event
  return native.isComposing === true || native.keyCode === 229
}

/** First in every handler of keys: what an input method is given is never a command of ours, at most kept from the browser. */
export function pressed<E extends Pressed>(
  event: E,
  handle: (event: E) => void,
  composing: (event: E) => void = () => {},
): void {
  if (isComposing(event)) composing(event)
  else handle(event)
}

const FIELDS =
  'textarea, select, .monaco-editor, input:not([type=radio], [type=checkbox], [type=button], [type=submit])'

/** Whether a key goes into a field, so that a single letter or digit is no command. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || target.closest(FIELDS) !== null)
