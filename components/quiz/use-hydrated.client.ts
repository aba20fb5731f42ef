'use client'
import { useSyncExternalStore } from 'react'

const never = () => () => {}

/** False until React has taken the page over: a form sent before that would go to the page's own address. */
export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
