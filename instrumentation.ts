/** Next.js calls this once in each server process. */
export async function register(): Promise<void> {
  // In this very form: the bundler takes the block out of the build for the edge, where there is no database.
  if (process.env.NEXT_RUNTIME === 'nodejs') {
    const { startWorkerOfProcess } = await import('./lib/jobs/worker.server')
    startWorkerOfProcess()
    const { keepCounting } = await import('./lib/insights/rollup/background.server')
    keepCounting()
  }
}
