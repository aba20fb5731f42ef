type Waiting<Asked, Answer> = {
  asked: Asked
  settle: (answer: Answer) => void
  fail: (error: unknown) => void
}

/**
 * Answers together what is asked for at the same moment. One group is under way at a time and the next one gathers
 * meanwhile, so that groups grow with the load and nobody waits for company. A group that fails, fails for all in it.
 *
 * @param answerAll gives one answer for each thing asked, in their order
 * @param most in one group
 */
export function grouped<Asked, Answer>(
  answerAll: (asked: Asked[]) => Promise<Answer[]>,
  most: number,
): (asked: Asked) => Promise<Answer> {
  let waiting: Waiting<Asked, Answer>[] = []
  let isWorking = false

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      const group = waiting.slice(0, most)
      waiting = waiting.slice(most)
      try {
        const answers = await answerAll(group.map(({ asked }) => asked))
        for (const [index, one] of group.entries()) one.settle(answers[index]!)
      } catch (error) {
        for (const one of group) one.fail(error)
      }
    }
    isWorking = false
  }

  return (asked) =>
    new Promise((settle, fail) => {
      waiting.push({ asked, settle, fail })
      if (isWorking) return
      isWorking = true
      // After what has arrived by now was read, so that it all goes together.
      setImmediate(() => void work())
    })
}
