/**
 * The wall. Every line is there because something leaked without it (see `sandbox/README.md` and `e2e/wall.spec.ts`).
 * A script *hash*: a nonce can be read by the page's own code and given to another script. `worker-src data:` and no
 * `blob:`. Workers inherit all of it.
 */
const FEATURES = [
  'camera',
  'microphone',
  'geolocation',
  'usb',
  'serial',
  'hid',
  'bluetooth',
  'midi',
  'payment',
  'fullscreen',
  'clipboard-read',
  'clipboard-write',
  'display-capture',
  'screen-wake-lock',
  'idle-detection',
  'local-fonts',
  'storage-access',
]

/** `script` is the CSP source of the one script in the page: `sha256-…`. */
export function frameHeaders(script: string): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': [
      'sandbox allow-scripts',
      "default-src 'none'",
      `script-src '${script}' 'unsafe-eval' 'wasm-unsafe-eval'`,
      'worker-src data:',
      "connect-src 'none'",
      "frame-src 'none'",
      "form-action 'none'",
      "base-uri 'none'",
      "frame-ancestors 'self'",
    ].join('; '),
    'permissions-policy': FEATURES.map((feature) => `${feature}=()`).join(', '),
    'cross-origin-resource-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'x-dns-prefetch-control': 'off',
  }
}
