import { defineConfig } from 'drizzle-kit'

/** `node_modules/.bin/drizzle-kit generate --name what-changed` writes the next migration from the schema. */
export default defineConfig({
  dialect: 'postgresql',
  schema: './lib/db/schema.ts',
  out: './lib/db/migrations',
})
