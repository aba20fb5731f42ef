import { z } from 'zod'

/**
 * A day as people, files and addresses give it, `2026-11-20`. The calendar of ISO 8601 begins with a year 0 that
 * PostgreSQL does not know; years that nobody can mean are refused before they are looked for.
 */
export const Day = z.iso
  .date()
  .refine((text) => text >= '1900-01-01' && text <= '2199-12-31', 'a day between 1900 and 2199')
