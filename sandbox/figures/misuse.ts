/** A call of `show` that cannot be drawn; `wanted` says in code what it takes. An error inside the trainee's own
 * function passes through untouched. */
export class Misuse extends Error {
  constructor(readonly wanted: string) {
    super(wanted)
  }
}
