/** Where an address of an application may not lead. */
const NO_ADDRESS = ['javascript:', 'data:', 'blob:', 'file:', 'vbscript:', 'about:'];

/** An address that a page may go to, or null. */
export function safeAddress(text) {
  try {
    const address = new URL(text);
    return NO_ADDRESS.includes(address.protocol) ? null : address.href;
  } catch {
    return null;
  }
}
