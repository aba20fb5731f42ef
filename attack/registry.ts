/** Every attack, in the order in which they are made: what kills processes comes last. */
import type { Attack } from './attack'
import { audit } from './audit'
import { cells } from './cells'
import { content } from './content'
import { credentials } from './credentials'
import { doors } from './doors'
import { files } from './files'
import { imports } from './imports'
import { proofs } from './proofs'
import { roles } from './roles'
import { stored } from './stored'
import { supervisor } from './supervisor'

export const ATTACKS: readonly Attack[] = [
  ...files,
  ...credentials,
  ...roles,
  ...proofs,
  ...stored,
  ...doors,
  ...audit,
  ...imports,
  ...content,
  ...cells,
  ...supervisor,
]

/** Findings that no command can try, and why. */
export const NOT_TRIED: Record<string, string> = {}
