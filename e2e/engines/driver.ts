/** What a journey needs of a browser that Playwright does not drive: open a page, and run a function inside it. */
export type Driver = {
  readonly name: string
  readonly version: string
  open(url: string): Promise<void>
  /** Runs `body` as an async function's body in the page; its value must be JSON. */
  run<T>(body: string, ...args: readonly (string | number)[]): Promise<T>
  close(): Promise<void>
}

/** Asks again until `body` gives something truthy; says what it waited for when it never does. */
export async function until<T>(
  driver: Driver,
  what: string,
  body: string,
  { seconds = 60, args = [] }: { seconds?: number; args?: readonly (string | number)[] } = {},
): Promise<NonNullable<T>> {
  const end = Date.now() + seconds * 1000
  for (;;) {
    const value = await driver.run<T>(body, ...args)
    if (value) return value as NonNullable<T>
    if (Date.now() > end) {
      const page = await driver.run<string>('return document.body.innerText.slice(0, 1500)')
      throw new Error(`${driver.name}: waited ${seconds} s for ${what}. The page says:\n${page}`)
    }
    await new Promise((again) => setTimeout(again, 250))
  }
}
