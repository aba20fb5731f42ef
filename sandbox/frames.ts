/**
 * A turn of the event loop, quick and unthrottled: a hidden frame gets no animation frames and nested timers wait 4 ms,
 * a message to ourselves takes some 10 µs. Commands from the host are handled in between, so Stop is heard.
 */
const { port1, port2 } = new MessageChannel()
const waiting: (() => void)[] = []
let first = 0

port1.addEventListener('message', () => {
  const resume = waiting[first]!
  waiting[first++] = undefined as never
  if (first === waiting.length) first = waiting.length = 0
  resume()
})
port1.start()

const post = port2.postMessage.bind(port2)

export function onNextFrame(action: () => void): void {
  waiting[waiting.length] = action
  post(0)
}

export function nextFrame(): Promise<void> {
  return new Promise(onNextFrame)
}
