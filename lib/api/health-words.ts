/** Of a site that can be read while nothing can be saved. */
export const DISK_FULL = 'disk full'
