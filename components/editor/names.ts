/**
 * Names with letters beyond ASCII, for a tokenizer whose expressions know no `\p{…}`. Signs of an input method are left
 * out, so that a full-width bracket stays as red as it is wrong.
 */
const LETTER =
  '\\u00aa\\u00b5\\u00c0-\\u1fff\\u2c00-\\u2fef\\u3005-\\u3007\\u3021-\\u3029\\u3040-\\u30fa\\u30fc-\\udfff\\uf900-\\ufaff\\uff21-\\uff3a\\uff41-\\uff5a\\uff66-\\uffdc'

export const WIDE_NAME = new RegExp(
  `[A-Za-z_$][\\w$]*[${LETTER}][\\w$${LETTER}\\uff10-\\uff19]*|[${LETTER}][\\w$${LETTER}\\uff10-\\uff19]*`,
)
