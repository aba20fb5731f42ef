'use client'
import { useEffect, useState } from 'react'

/** Milliseconds in which a whole path is played. */
const WHOLE = 6000
const FRAME = 50

/** A step from 0 to `last` that can be set or played; it begins at the end, so that nothing waits for a press. */
export function usePlayer(last: number) {
  const [step, setStep] = useState(last)
  const [playing, setPlaying] = useState(false)
  useEffect(() => {
    if (!playing) return undefined
    const stride = Math.max(1, Math.round((last * FRAME) / WHOLE))
    const timer = setInterval(() => setStep((before) => Math.min(last, before + stride)), FRAME)
    return () => clearInterval(timer)
  }, [playing, last])
  const moving = playing && step < last
  return {
    step,
    moving,
    set(to: number) {
      setPlaying(false)
      setStep(to)
    },
    toggle() {
      if (!moving && step >= last) setStep(0)
      setPlaying(!moving)
    },
  }
}
