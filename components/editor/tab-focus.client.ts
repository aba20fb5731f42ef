'use client'
/** Whether Tab leaves the editor instead of indenting; remembered on this machine. */
const KEY = 'zhucai:tab-moves-focus'

export function readTabFocus(): boolean {
  try {
    return localStorage.getItem(KEY) === 'yes'
  } catch {
    return false
  }
}

export function keepTabFocus(moves: boolean) {
  try {
    localStorage.setItem(KEY, moves ? 'yes' : 'no')
  } catch {
    // Storage is closed to us: the choice lasts as long as the page.
  }
}
