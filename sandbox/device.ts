/**
 * A device that is lost (the driver was reset, another page used it up, the machine slept) takes every tensor with it, and
 * TF.js goes on as if it were there: kernels give zeros or wait for ever. It is listened to where the backend keeps it.
 */
import type { BackendName } from '../lib/runtime/protocol'

/** The reason that the host tells the reader in words, and by which it starts the next time without the device. */
export const DEVICE_LOST = 'device lost'

type Device = { lost: Promise<{ reason?: string }> }
type Owner = { device?: Device; gpgpu?: { gl?: { canvas?: EventTarget } } }

export function watchDevice(backend: BackendName, owner: unknown, lost: () => void): void {
  const { device, gpgpu } = owner as Owner
  switch (backend) {
    case 'webgpu':
      void device?.lost.then(lost)
      return
    case 'webgl':
      gpgpu?.gl?.canvas?.addEventListener('webglcontextlost', lost, { once: true })
      return
    case 'wasm':
    case 'cpu':
      return
    default:
      backend satisfies never
  }
}
