/**
 * Takes away what a cell has no use for. This is hygiene, not the wall: the wall is the frame's Content-Security-Policy,
 * which workers inherit and which does not depend on anything below.
 */
export const REMOVED = [
  'BroadcastChannel',
  'EventSource',
  'FontFace',
  'MessageChannel',
  'MessagePort',
  'Notification',
  'PushManager',
  'RTCPeerConnection',
  'RTCDataChannel',
  'SharedWorker',
  'WebSocket',
  'WebSocketStream',
  'WebSocketError',
  'WebTransport',
  'WebTransportDatagramDuplexStream',
  'Worker',
  'XMLHttpRequest',
  'XMLHttpRequestUpload',
  'FileReader',
  'FileReaderSync',
  'FileSystemDirectoryHandle',
  'FileSystemFileHandle',
  'FileSystemHandle',
  'FileSystemSyncAccessHandle',
  'Request',
  'Response',
  'ServiceWorkerRegistration',
  'caches',
  'CacheStorage',
  'Cache',
  'close',
  'fetch',
  'fetchLater',
  'fonts',
  'importScripts',
  'indexedDB',
  'IDBFactory',
  'onmessage',
  'onmessageerror',
  'postMessage',
  'cookieStore',
  'CookieStore',
  'queueReport',
  'reportError',
  'webkitRequestFileSystem',
  'webkitRequestFileSystemSync',
  'webkitResolveLocalFileSystemURL',
  'webkitResolveLocalFileSystemSyncURL',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'USB',
  'HID',
  'Serial',
  'WebSocketStream',
  'Lock',
  'LockManager',
  'StorageManager',
  'NavigatorUAData',
  'Permissions',
  'PressureObserver',
  'Scheduler',
] as const

/** Members of `navigator` that reach devices, stores or permissions. `gpu` stays. */
export const REMOVED_OF_NAVIGATOR = [
  'connection',
  'hid',
  'locks',
  'mediaCapabilities',
  'permissions',
  'sendBeacon',
  'serial',
  'serviceWorker',
  'storage',
  'storageBuckets',
  'usb',
  'userAgentData',
  'wakeLock',
  'clearAppBadge',
  'setAppBadge',
] as const

/** Deletes `names` from `target` and from every object it inherits from. Returns those that could not be deleted. */
export function removeAll(target: object, names: readonly string[]): string[] {
  const left: string[] = []
  for (const name of names) {
    for (
      let holder: object | null = target;
      holder !== null;
      holder = Object.getPrototypeOf(holder) as object | null
    ) {
      if (!Object.hasOwn(holder, name)) continue
      if (!Reflect.deleteProperty(holder, name)) left.push(name)
    }
  }
  return left
}

export function harden(scope: object): string[] {
  const navigator = (scope as { navigator?: object }).navigator
  return [...removeAll(scope, REMOVED), ...(navigator ? removeAll(navigator, REMOVED_OF_NAVIGATOR) : [])]
}
