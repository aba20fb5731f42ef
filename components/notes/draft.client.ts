'use client'
/** The sentence being written survives a reload and a lost network: it waits on this device until it is saved. */
const keyOf = (lesson: string) => `zhucai.note.${lesson}`

export function readDraft(lesson: string): string {
  try {
    return localStorage.getItem(keyOf(lesson)) ?? ''
  } catch {
    // Storage refused by the browser's settings.
    return ''
  }
}

export function keepDraft(lesson: string, text: string): void {
  try {
    if (text === '') localStorage.removeItem(keyOf(lesson))
    else localStorage.setItem(keyOf(lesson), text)
  } catch {
    // Full or refused: the text still stands in its field.
  }
}
