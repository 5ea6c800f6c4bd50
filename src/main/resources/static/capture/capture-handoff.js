import { isComputer } from './device.js';

/**
 * <capture-handoff> - shows a link for another browser or device, to be copied, and as a QR code: but not on a phone,
 * which cannot scan its own screen.
 *
 * Makes no link by itself: `show(handOff, texts)` takes what the server made,
 * `{ link: string, qr: { size: number, path: string } }`.
 */
class CaptureHandoff extends HTMLElement {

  show({ link, qr }, texts) {
    const content = document.getElementById('handoff').content.cloneNode(true);
    texts.fill(content, {});
    if (isComputer()) {
      content.querySelector('[data-part=qr]').setAttribute('viewBox', `0 0 ${qr.size} ${qr.size}`);
      content.querySelector('[data-part=modules]').setAttribute('d', qr.path);
    } else {
      content.querySelector('[data-part=qr]').remove();
    }
    const field = content.querySelector('[data-part=link]');
    const copied = content.querySelector('[data-part=copied]');
    field.value = link;
    field.addEventListener('focus', () => field.select());
    content.querySelector('[data-part=copy]').addEventListener('click', async () => {
      if (await copy(link, field)) {
        copied.textContent = texts.of('handoff.copied');
      }
    });
    this.replaceChildren(content);
  }

}

/** Where an app's browser has no clipboard, the link is selected, so that the person can copy it. */
async function copy(link, field) {
  try {
    await navigator.clipboard.writeText(link);
    return true;
  } catch {
    field.focus();
    field.select();
    return document.execCommand('copy');
  }
}

customElements.define('capture-handoff', CaptureHandoff);
