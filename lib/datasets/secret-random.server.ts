import 'server-only'
import { createCipheriv, hkdfSync } from 'node:crypto'

const BLOCK = 65_536

/**
 * Numbers from 0 to 1 that only whoever has the secret can foretell: HKDF makes a key for this one purpose, and the key
 * stream of AES is read in words of 32 bits. The same secret and purpose give the same numbers.
 */
export function secretRandom(secret: string, purpose: string): () => number {
  const key = Buffer.from(hkdfSync('sha256', secret, '', `zhucai ${purpose}`, 32))
  const stream = createCipheriv('aes-256-ctr', key, Buffer.alloc(16))
  let words = new Uint32Array(0)
  let next = 0
  return () => {
    if (next === words.length) {
      const bytes = stream.update(Buffer.alloc(BLOCK))
      words = new Uint32Array(new Uint8Array(bytes).buffer)
      next = 0
    }
    return words[next++]! / 4_294_967_296
  }
}
