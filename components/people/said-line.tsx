/** One line under a form: what went wrong, or that it is done. It keeps its place while it is empty. */
export function SaidLine({ said }: { said: { isFault: boolean; message: string } | undefined }) {
  return (
    <p
      role={said?.isFault ? 'alert' : 'status'}
      className={`mt-2 min-h-6 ${said?.isFault ? 'text-danger' : 'text-ink-soft'}`}
    >
      {said?.message}
    </p>
  )
}
