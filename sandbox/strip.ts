/**
 * What the frame's window gives up before it does anything else. WebRTC is the one channel that no directive of the
 * policy closes (`webrtc 'block'` is unknown to Chromium 156); the others are closed anyway.
 */
const REMOVED = [
  'RTCPeerConnection',
  'webkitRTCPeerConnection',
  'RTCDataChannel',
  'RTCSessionDescription',
  'RTCIceCandidate',
  'WebSocket',
  'WebSocketStream',
  'WebTransport',
  'EventSource',
  'XMLHttpRequest',
  'fetch',
  'fetchLater',
  'open',
  'SharedWorker',
  'BroadcastChannel',
  'Notification',
  'print',
  'alert',
  'confirm',
  'prompt',
]

export function stripWindow(): void {
  for (const name of REMOVED) {
    for (
      let holder: object | null = globalThis;
      holder;
      holder = Object.getPrototypeOf(holder) as object | null
    ) {
      Reflect.deleteProperty(holder, name)
    }
  }
}
